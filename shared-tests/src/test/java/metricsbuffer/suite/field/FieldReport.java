package metricsbuffer.suite.field;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Collects what is seen, and prints it as a table when all runs are over. */
final class FieldReport implements BeforeAllCallback {

    /** How what is promised and what was seen go together. */
    enum Finding {
        KEPT("kept its promise"),
        LESS("promises less"),
        NOT_JUDGED("not judged"),
        CAUGHT("caught, as it must be"),
        BROKEN("PROMISE BROKEN");

        private final String text;

        Finding(String text) {
            this.text = text;
        }
    }

    private record Row(String library, String scenario, Runs runs, String finding) {}

    private static final String FORMAT = "%-40s %-50s %7s %12s %12s %9s %9s  %s%n";

    private static final List<Row> ROWS = new ArrayList<>(); // guarded by itself

    static void add(Contract contract, String scenario, Runs runs, Finding finding, String seen) {
        synchronized (ROWS) {
            ROWS.add(new Row(contract.library() + " " + contract.version(), scenario, runs,
                    finding.text + (seen.isEmpty() ? "" : ": " + seen)));
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.create(FieldReport.class))
                .computeIfAbsent("printer", key -> (AutoCloseable) FieldReport::print);
    }

    private static void print() {
        StringBuilder text = new StringBuilder();
        text.append("%nBuffers of the field, judged by what they promise (Java %s, %s, %d CPUs)%n".formatted(
                Runtime.version(), System.getProperty("os.name"), Runtime.getRuntime().availableProcessors()));
        text.append(FORMAT.formatted("library", "scenario", "off in", "recorded", "delivered", "lost", "doubled", ""));
        synchronized (ROWS) {
            ROWS.sort(Comparator.comparing(Row::library)); // stable: scenarios stay in their order
            for (Row row : ROWS) {
                Balance sum = row.runs().sum();
                text.append(FORMAT.formatted(row.library(), row.scenario(),
                        row.runs().off() + " of " + row.runs().count(),
                        "%,d".formatted(sum.recorded()), "%,d".formatted(sum.delivered()),
                        "%,d".formatted(sum.lost()), "%,d".formatted(sum.doubled()), row.finding()));
            }
        }
        System.out.println(text);
    }
}
