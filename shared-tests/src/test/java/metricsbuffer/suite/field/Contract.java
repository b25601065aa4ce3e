package metricsbuffer.suite.field;

import java.util.List;
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

    /** Its name, and the version that the name of its jar ends with. */
    String libraryAndVersion() {
        String jar = anyClass.getProtectionDomain().getCodeSource().getLocation().getPath();
        return library + " " + jar.replaceFirst(".*-(.*)\\.jar", "$1");
    }
}
