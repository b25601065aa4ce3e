package yours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.LongSupplier;
import metricsbuffer.suite.explore.NotJudged;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckYoursTest {

    private final String before = System.getProperty("buffer");

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty("buffer");
        } else {
            System.setProperty("buffer", before);
        }
    }

    @Test
    void theExampleHasNoMistake() {
        System.clearProperty("buffer");
        assertThat(CheckYours.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "yours.Exmaple;                       no such class",
        "yours.CheckYours;                    does not implement metricsbuffer.suite.port.BufferPort",
        "yours.CheckYoursTest$NotPublic;      not public",
        "yours.YoursForTests$Unfinished;      abstract",
        "yours.YoursForTests$OtherConstructor; no public constructor (BufferSink, LongSupplier, long); it has [yours",
        "yours.YoursForTests$Throwing;        constructor throws java.lang.IllegalArgumentException: an interval at yours.",
        "yours.YoursForTests$Throwing;        'caused by java.lang.ArithmeticException: / by zero at java'",
        "yours.YoursForTests$NotInitialised;  cannot be loaded: java.lang.ExceptionInInitializerError"})
    void aMistakeIsSaidInOneLine(String buffer, String said) {
        System.setProperty("buffer", buffer);
        assertThat(CheckYours.mistakes()).singleElement().asString()
                .startsWith("-Dbuffer=" + buffer + ": ").contains(said).hasLineCount(1);
    }

    /** The explorer says so of a timer that the constructor starts, for instance. */
    @Test
    void whatTheExplorerDoesNotKnowInAConstructorIsNotJudged() {
        System.setProperty("buffer", YoursForTests.UnknownToTheExplorer.class.getName());
        assertThatThrownBy(() -> new YourMetrics().create(null, null, 1)).isInstanceOf(NotJudged.class);
    }

    static final class NotPublic extends YoursForTests.Buffer {
        public NotPublic(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {}
    }
}
