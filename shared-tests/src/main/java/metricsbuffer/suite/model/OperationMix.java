package metricsbuffer.suite.model;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.model.Scenarios.MetricKind;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** What Lincheck draws programs for two threads from: a counter, a timing, a flush. Each execution has a new one. */
public abstract class OperationMix {

    private static final int PROGRAMS = Math.max(5, ModelCheck.EXECUTIONS / 100);
    private static final int EXECUTIONS = 100;
    private static final Pattern VIOLATION = Pattern.compile("RuleViolation: (.*)");

    private final Delivered delivered = new Delivered(0);
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong timed = new AtomicLong();
    private final BufferPort buffer;

    OperationMix(BufferModule module) {
        buffer = module.create(delivered, () -> 0, Scenario.INTERVAL);
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
        delivered.assertOnce(MetricKind.COUNTER, 0, counted.get());
        delivered.assertOnce(MetricKind.TIMING, 0, timed.get());
    }

    /** Explores programs of this mix, each time on a new one of its kind. */
    final Exploration explore() {
        String hang = Exploration.hangOf(this::warmUp);
        if (hang != null) {
            return new Exploration("one thread alone", hang, "");
        }
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(PROGRAMS).invocationsPerIteration(EXECUTIONS)
                .threads(2).actorsBefore(1).actorsPerThread(2).actorsAfter(0).minimizeFailedScenario(false)
                .loopIterationsBeforeThreadSwitch(Exploration.LONG_LOOP).loopBound(Exploration.ENDLESS_LOOP);
        try {
            options.check(getClass());
            return new Exploration("%d programs, %d executions each".formatted(PROGRAMS, EXECUTIONS), null, "");
        } catch (LincheckAssertionError found) {
            return new Exploration("one of %d programs".formatted(PROGRAMS), seen(found), found.getMessage());
        }
    }

    private static String seen(LincheckAssertionError found) {
        Matcher violation = VIOLATION.matcher(found.getMessage());
        if (violation.find()) {
            return violation.group(1);
        }
        return found.getMessage().contains("has hung") ? Exploration.deadlock(found)
                : "an operation threw, see the trace";
    }

    /** As {@link ScenarioRunner#warmUp()}. */
    private void warmUp() {
        try {
            increment();
            time();
            flush();
            booksBalance();
        } catch (Exception e) {
            // It will throw in the executions, too, and there it is judged.
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
            super(Canary.COPIED_THEN_CLEARED);
        }
    }
}
