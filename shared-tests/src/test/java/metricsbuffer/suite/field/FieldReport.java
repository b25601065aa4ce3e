package metricsbuffer.suite.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Collects what is seen, and prints it as a table when all runs are over. */
final class FieldReport implements BeforeAllCallback {

    private static final Map<String, List<String>> ROWS = new TreeMap<>(); // by library; guarded by itself

    /** @param finding how what is promised and what was seen go together */
    static void add(String library, String scenario, Runs runs, String finding) {
        Balance sum = runs.sum();
        String off = runs.off() + " of " + runs.count();
        String row = "%-40s %-50s %7s %,12d %,12d %,9d %,9d  %s".formatted(library, scenario, off, sum.recorded(),
                sum.delivered(), sum.lost(), sum.doubled(), finding);
        synchronized (ROWS) {
            ROWS.computeIfAbsent(library, first -> new ArrayList<>()).add(row);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.create(FieldReport.class))
                .computeIfAbsent("printer", key -> (AutoCloseable) FieldReport::print);
    }

    private static void print() {
        System.out.printf("%nBuffers of the field, judged by what they promise (Java %s, %s, %d CPUs)%n",
                Runtime.version(), System.getProperty("os.name"), Runtime.getRuntime().availableProcessors());
        System.out.printf("%-40s %-50s %7s %12s %12s %9s %9s%n",
                "library", "scenario", "off in", "recorded", "delivered", "lost", "doubled");
        synchronized (ROWS) {
            ROWS.values().forEach(rows -> rows.forEach(System.out::println));
        }
        System.out.println();
    }
}
