package metricsbuffer.suite.field;

import java.util.List;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Rule;

/**
 * What the documentation of a library promises, as far as the rules of the suite go.
 *
 * @param library its name, as the table shows it
 * @param anyClass one of its classes: its jar tells the version
 * @param kind what a collect hands out
 * @param collectors how many threads may collect at once
 * @param rules the rules of the suite that follow from its documentation
 */
record Contract(String library, Class<?> anyClass, Kind kind, int collectors, List<Rule> rules) {

    enum Kind {
        /** Each collect hands out what came since the last one. */
        DIFFERENCE,
        /** Nothing is ever reset: each collect hands out the total since the start. */
        RUNNING_TOTAL
    }

    boolean includes(Rule rule) {
        return rules.contains(rule);
    }

    String ruleIds() {
        return rules.stream().map(Rule::id).collect(Collectors.joining(", "));
    }

    String version() {
        return JarVersion.of(anyClass);
    }
}
