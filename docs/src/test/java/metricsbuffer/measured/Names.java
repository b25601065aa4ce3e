package metricsbuffer.measured;

import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.module.Modules;

/** What the benchmark's subjects are called in the page. */
final class Names {

    static final String YARDSTICK = "LongAdder";

    private Names() {}

    /** The modules first. */
    static List<String> inOrder(List<String> subjects) {
        List<String> order = new ArrayList<>(Modules.ALL);
        order.retainAll(subjects);
        subjects.stream().filter(subject -> !order.contains(subject)).forEach(order::add);
        return order;
    }

    static String shown(String subject) {
        return switch (subject) {
            case "MB-X04" -> "emission under the lock (MB-X04)";
            case "no flush" -> "no flush: the machine alone";
            default -> subject;
        };
    }
}
