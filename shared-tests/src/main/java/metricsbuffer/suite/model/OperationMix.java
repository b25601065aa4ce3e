package metricsbuffer.suite.model;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.model.canary.CopiedThenCleared;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** What Lincheck draws small programs for two threads from: a counter, a timing, a flush. It makes one for each play. */
public abstract class OperationMix {

    private static final int PROGRAMS = 5;
    private static final int EXECUTIONS = 100;
    /** By default a loop that turns about a hundred times counts as hung; a flush may walk more metrics than that. */
    private static final int LONGEST_LOOP = 2_000;
    private static final Pattern VIOLATION = Pattern.compile("RuleViolation: (.*)");

    private final Books books = new Books();
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong timed = new AtomicLong();
    private final BufferPort buffer;

    OperationMix(BufferModule module) {
        buffer = module.create(books, () -> 0, Scenario.INTERVAL);
    }

    @Operation
    public void increment() {
        counted.addAndGet(1);
        buffer.increment(0, 1);
    }

    @Operation
    public void time() {
        timed.addAndGet(10);
        buffer.time(0, 10);
    }

    @Operation
    public void flush() {
        buffer.flush();
    }

    @Validate
    public void booksBalance() {
        buffer.flush();
        books.assertCounter(0, counted.get());
        books.assertTiming(0, timed.get());
    }

    /** Explores the programs of this mix on the buffer of one of the classes below. */
    static Exploration explore(Class<? extends OperationMix> mix) {
        ModelCheckingOptions options = new ModelCheckingOptions().iterations(PROGRAMS).invocationsPerIteration(EXECUTIONS)
                .threads(2).actorsBefore(1).actorsPerThread(2).actorsAfter(0).minimizeFailedScenario(false)
                .loopBound(LONGEST_LOOP);
        try {
            options.check(mix);
            return new Exploration("%d programs, %d executions each".formatted(PROGRAMS, EXECUTIONS), null, "");
        } catch (LincheckAssertionError found) {
            Matcher violation = VIOLATION.matcher(found.getMessage());
            return new Exploration("one of %d programs".formatted(PROGRAMS),
                    violation.find() ? violation.group(1) : "an operation threw, or did not come to an end: see the trace",
                    found.getMessage());
        }
    }

    /** On the module's buffer. */
    public static final class OfModule extends OperationMix {

        private static final BufferModule MODULE = BufferModule.load();

        public OfModule() {
            super(MODULE);
        }
    }

    /** On a canary. */
    public static final class OfCanary extends OperationMix {

        public OfCanary() {
            super(new CopiedThenCleared());
        }
    }
}
