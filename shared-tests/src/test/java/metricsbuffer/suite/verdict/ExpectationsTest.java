package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    @Test
    void aRuleThatIsNotMentionedIsAnError() {
        Properties properties = complete();
        properties.remove("MB-R105");
        assertThatThrownBy(() -> Expectations.of(properties)).hasMessageContaining("MB-R105");
    }

    @Test
    void aRuleThatDoesNotExistIsAnError() {
        Properties properties = complete();
        properties.setProperty("MB-R999", "holds");
        assertThatThrownBy(() -> Expectations.of(properties)).hasMessageContaining("MB-R999");
    }

    @Test
    void aValueThatMeansNothingIsAnError() {
        Properties properties = complete();
        properties.setProperty("MB-R105", "skipped");
        assertThatThrownBy(() -> Expectations.of(properties)).hasMessageContaining("MB-R105 = 'skipped'");
    }

    @Test
    void theModuleIsNamed() {
        Properties properties = complete();
        properties.remove("module");
        assertThatThrownBy(() -> Expectations.of(properties)).hasMessageContaining("'module'");
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

    static Properties complete() {
        Properties properties = new Properties();
        properties.setProperty("module", "somebody's");
        for (Rule rule : Rule.values()) {
            properties.setProperty(rule.id(), "holds");
        }
        return properties;
    }
}
