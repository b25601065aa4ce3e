package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import metricsbuffer.suite.consumer.DeliveryRules;
import metricsbuffer.suite.consumer.GroupMatrixRules;
import metricsbuffer.suite.consumer.GroupRules;
import metricsbuffer.suite.consumer.OutageRules;
import metricsbuffer.suite.consumer.StayAndEndRules;
import metricsbuffer.suite.consumer.SystemRules;
import metricsbuffer.suite.fire.ProcessRules;
import metricsbuffer.suite.load.LoadRules;
import metricsbuffer.suite.model.FlushModelRules;
import metricsbuffer.suite.model.RecordModelRules;
import metricsbuffer.suite.rules.BufferRules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

class RuleTest {

    private static final List<Class<?>> SUITES =
            List.of(BufferRules.class, RecordModelRules.class, FlushModelRules.class, LoadRules.class, SystemRules.class,
                    GroupRules.class, GroupMatrixRules.class, DeliveryRules.class, StayAndEndRules.class,
                    OutageRules.class, ProcessRules.class);

    @Test
    void everyRuleSaysWhatHoldsAndWhatToLookAt() {
        for (Rule rule : Rule.values()) {
            assertThat(rule.text()).as("text of %s", rule).isNotBlank();
            assertThat(rule.lookAt()).as("what to look at for %s", rule).isNotBlank();
            assertThat(Rule.of(rule.id())).isEqualTo(rule);
        }
    }

    @Test
    void anUnknownRuleIsNamed() {
        assertThatThrownBy(() -> Rule.of("MB-R999")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MB-R999");
    }

    @Test
    void otherTagsAreNoRules() {
        assertThat(Rule.ofTags(Set.of("fire", "MB-R101"))).isEqualTo(Rule.R101);
        assertThatThrownBy(() -> Rule.ofTags(Set.of("MB-R101", "MB-R102"))).hasMessageContaining("exactly one rule");
        assertThatThrownBy(() -> Rule.ofTags(Set.of("fire"))).hasMessageContaining("exactly one rule");
    }

    /** A rule without a scenario would hold in every module, and mean nothing. */
    @Test
    void everyRuleHasAScenarioAndEveryScenarioOneRule() {
        Set<Rule> judged = EnumSet.noneOf(Rule.class);
        for (Class<?> suite : SUITES) {
            List<Method> scenarios = ReflectionSupport.findMethods(suite,
                    method -> AnnotationSupport.isAnnotated(method, Testable.class), HierarchyTraversalMode.TOP_DOWN);
            assertThat(scenarios).as("scenarios of %s", suite).isNotEmpty();
            for (Method scenario : scenarios) {
                Rule rule = Rule.ofTags(Arrays.stream(scenario.getAnnotationsByType(Tag.class)).map(Tag::value)
                        .collect(Collectors.toSet()));
                assertThat(scenario.getName()).as("names its rule").startsWith(rule.name().toLowerCase(Locale.ROOT));
                judged.add(rule);
            }
        }
        assertThat(judged).containsExactly(Rule.values());
    }
}
