package metricsbuffer.measured;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;

/** What the benchmark's subjects are called in the page. */
final class Names {

    static final String YARDSTICK = "LongAdder";

    private static final Predicate<String> EXERCISE = subject -> subject.startsWith("MB-X");

    private Names() {}

    /** The modules first, then the exercises. */
    static List<String> inOrder(List<String> subjects) {
        return Stream.of(Modules.ALL.stream().filter(subjects::contains), subjects.stream().filter(EXERCISE),
                subjects.stream()).flatMap(names -> names).distinct().toList();
    }

    static String shown(String subject) {
        return switch (subject) {
            case "MB-X04" -> "emission under the lock (MB-X04)";
            case "MB-X33" -> "open keys (MB-X33)";
            case "MB-X25" -> "a row a thread (MB-X25)";
            case "MB-X28" -> "queue to an owner (MB-X28)";
            case "no flush" -> "no flush: the machine alone";
            default -> subject;
        };
    }
}
