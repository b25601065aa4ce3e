package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', value = {
        "a rule that is not mentioned, MB-R105,        , MB-R105",
        "one rule of the consumer,     MB-R601,        , MB-R601",
        "a rule that does not exist,   MB-R999, holds  , no such rule: MB-R999",
        "a value that means nothing,   MB-R105, skipped, MB-R105 = 'skipped'",
        "threads of another kind,      threads,  many   , threads = 'many'",
        "an interval that is something, interval, long  , interval = 'long'",
        "a module without a name,      module ,        , 'module'"})
    void isAnError(String error, String key, String value, String named) {
        Properties properties = complete();
        if (value == null) {
            properties.remove(key);
        } else {
            properties.setProperty(key, value);
        }
        assertThatThrownBy(() -> Expectations.of(properties)).hasMessageContaining(named);
    }

    @Test
    void everyMistakeHasALine() {
        Properties properties = complete();
        properties.remove("MB-R105");
        properties.setProperty("MB-105", "holds");
        properties.setProperty("MB-R201", "maybe");
        assertThatThrownBy(() -> Expectations.of(properties)).message().hasLineCount(3);
    }

    @Test
    void readsWhatIsDeclared() {
        Properties properties = complete();
        properties.setProperty("MB-R201", "not promised");
        Expectations expectations = Expectations.of(properties);
        assertThat(expectations.module()).isEqualTo("somebody's");
        assertThat(expectations.of(Rule.R101)).isEqualTo(Expectation.HOLDS);
        assertThat(expectations.of(Rule.R201)).isEqualTo(Expectation.NOT_PROMISED);
    }

    @Test
    void aBufferMayHaveThreadsOfItsOwn() {
        Properties properties = complete();
        assertThat(Expectations.of(properties).ownThreads()).isFalse();
        properties.setProperty("threads", "own");
        assertThat(Expectations.of(properties).ownThreads()).isTrue();
    }

    @Test
    void aRuleThatStandsThereTwiceIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve("src/test/resources")).resolve("module.properties");
        StringWriter text = new StringWriter();
        complete().store(text, null);
        Files.writeString(file, text + "MB-R105 = violated\n");
        assertThatThrownBy(() -> Expectations.of(folder)).hasMessageContaining("MB-R105 stands there twice");
    }

    @Test
    void aBufferAloneNeedNotMentionTheRulesOfTheConsumer() {
        Properties properties = ofABufferAlone();
        Expectations expectations = Expectations.of(properties);
        assertThat(expectations.of(Rule.R105)).isEqualTo(Expectation.HOLDS);
        assertThatThrownBy(() -> expectations.of(Rule.R601)).hasMessageContaining("MB-R601");
    }

    static Properties ofABufferAlone() {
        Properties properties = complete();
        Stream.of(Rule.values()).filter(Rule::isOfTheConsumer).forEach(rule -> properties.remove(rule.id()));
        return properties;
    }

    static Properties complete() {
        Properties properties = new Properties();
        properties.setProperty("module", "somebody's");
        for (Rule rule : Rule.values()) {
            properties.setProperty(rule.id(), "holds");
        }
        return properties;
    }
}
