package metricsbuffer.suite.field;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Collects what is seen, and prints it as a table when all runs are over. */
final class FieldReport implements BeforeAllCallback {

    /** How a promise and what was seen go together. */
    enum Verdict {
        KEPT("kept its promise"),
        LESS("promises less"),
        NOT_JUDGED("not judged"),
        CAUGHT("caught, as it must be"),
        BROKEN("PROMISE BROKEN");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    private record Row(String library, String scene, Tally tally, String verdict) {}

    private static final String FORMAT = "%-40s %-50s %7s %12s %12s %9s %9s  %s%n";

    private static final List<Row> ROWS = new ArrayList<>(); // guarded by itself

    static void add(Promise promise, String scene, Tally tally, Verdict verdict, String seen) {
        synchronized (ROWS) {
            ROWS.add(new Row(promise.library() + " " + promise.version(), scene, tally,
                    verdict.text + (seen.isEmpty() ? "" : ": " + seen)));
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
        text.append(FORMAT.formatted("library", "scene", "off in", "recorded", "delivered", "lost", "doubled", ""));
        synchronized (ROWS) {
            ROWS.sort(Comparator.comparing(Row::library)); // stable: scenes stay in their order
            for (Row row : ROWS) {
                Outcome sum = row.tally().sum();
                text.append(FORMAT.formatted(row.library(), row.scene(),
                        row.tally().off() + " of " + row.tally().runs(),
                        "%,d".formatted(sum.recorded()), "%,d".formatted(sum.delivered()),
                        "%,d".formatted(sum.lost()), "%,d".formatted(sum.doubled()), row.verdict()));
            }
        }
        System.out.println(text);
    }
}
