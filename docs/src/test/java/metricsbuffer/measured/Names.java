package metricsbuffer.measured;

import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;

/** What the benchmark's subjects are called in the page. */
final class Names {

    static final String YARDSTICK = "LongAdder";

    private Names() {}

    /** The modules first. */
    static List<String> inOrder(List<String> subjects) {
        return Stream.concat(Modules.ALL.stream().filter(subjects::contains), subjects.stream()).distinct().toList();
    }

    static String shown(String subject) {
        return switch (subject) {
            case "MB-X04" -> "emission under the lock (MB-X04)";
            case "no flush" -> "no flush: the machine alone";
            default -> subject;
        };
    }
}
