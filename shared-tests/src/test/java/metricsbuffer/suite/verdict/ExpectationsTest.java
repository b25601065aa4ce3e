package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', value = {
        "a rule that is not mentioned, MB-R105,        , MB-R105",
        "a rule that does not exist,   MB-R999, holds  , no such rule: [MB-R999]",
        "a value that means nothing,   MB-R105, skipped, MB-R105 = 'skipped'",
        "threads of another kind,      threads,  many   , threads = 'many'",
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

    static Properties complete() {
        Properties properties = new Properties();
        properties.setProperty("module", "somebody's");
        for (Rule rule : Rule.values()) {
            properties.setProperty(rule.id(), "holds");
        }
        return properties;
    }
}
