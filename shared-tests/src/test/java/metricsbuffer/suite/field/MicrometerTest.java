package metricsbuffer.suite.field;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepValue;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/**
 * Micrometer's step registry, micrometer-core 1.17.2.
 *
 * <p>Promised, by the Javadoc of {@code StepCounter} and {@code StepValue}: a counter reports the number of events in
 * the last complete step. Closing publishes the step that is not complete (since 1.11; issues 1882 and 3846). So a
 * counter that is polled once in every step, by one thread, and then closed, must report each unit once: R101 and R104.
 *
 * <p>Not promised: R103, because polling reads the last step and takes nothing away, so two publishers both report it;
 * R105, because a step that is not over is not reported. A step rolls over when it is polled, not when it ends (issue
 * 3751), so units of a step in which nobody polls are dropped. Several threads that poll one meter: nothing in the
 * Javadoc; 'not supposed to be called concurrently', says a maintainer of {@code count()} (issue 7417).
 */
class MicrometerTest extends LibraryRules {

    private static final int STEPS = 20_000;

    MicrometerTest() {
        super(new Contract("Micrometer StepMeterRegistry", StepMeterRegistry.class, Contract.Kind.DIFFERENCE, 1,
                List.of(Rule.R101, Rule.R104)), StepPublisher::turned);
    }

    /** Publishing is the seam: in the middle of it two counters are recorded, one just published, one not yet. */
    @Test
    void recordDuringAPublish() {
        judgeForced("record during a publish", units -> {
            try (StepPublisher registry = StepPublisher.turned()) {
                units.record(registry, 0, 5);
                registry.duringPublish.set(() -> units.recordMeanwhile(registry));
                registry.collect(units);
                units.expect(units.delivered(0) == 5, "the first step holds " + units.delivered(0) + " of 5");
                registry.collect(units);
            }
        });
    }

    @Test
    void theStepThatIsNotOverAtClose() {
        judgeForced("recorded, then closed in the same step", units -> {
            try (StepPublisher registry = StepPublisher.turned()) {
                units.record(registry, 0, 5);
                registry.finish(units);
            }
        });
    }

    @Test
    void aStepInWhichNobodyPolls() {
        observeForced("a step in which nobody polls", "the units of both steps are dropped at the next poll", units -> {
            try (StepPublisher registry = StepPublisher.turned()) {
                units.record(registry, 0, 5);
                registry.endStep();
                units.record(registry, 0, 7);
                registry.collect(units);
                registry.finish(units);
            }
        });
    }

    /** The registry polls from two threads of its own: one rolls steps over, one publishes. */
    @Test
    void aPollWhileAnotherThreadRollsOver() {
        observeForced("a poll while another rolls over",
                "the poll returns the step before: those units twice, these never", units -> {
            MockClock clock = new MockClock();
            HookedStep step = new HookedStep(clock);
            FieldBuffer buffer = series -> step.units.increment();
            units.record(buffer, 0, 5);
            clock.add(StepPublisher.STEP);
            units.take(0, step.poll());
            units.record(buffer, 1, 7);
            clock.add(StepPublisher.STEP);
            AtomicLong published = new AtomicLong();
            step.duringRollover = () -> meanwhile(() -> published.set(step.poll()));
            step.poll();
            // One of the two polls is the publisher's. What it got are series 1's units, or 0's again.
            units.take(published.get() == 7 ? 1 : 0, published.get());
        });
    }

    /** The same, not forced: one thread rolls over, one publishes, both poll as soon as the step is over. */
    @Test
    void twoThreadsPollAtOnce() {
        observe("two threads poll each of 20,000 steps at once", "now and then the poll returns the step before",
                () -> SceneUnits.balanceOf(units -> {
                    try (StepPublisher registry = StepPublisher.turned()) {
                        AtomicInteger steps = new AtomicInteger();
                        CyclicBarrier barrier = new CyclicBarrier(2);
                        Load.together(List.of(inEachStep(barrier, () -> {}, registry::poll), inEachStep(barrier, () -> {
                            units.record(registry, steps.getAndIncrement() % FieldBuffer.SERIES, 1);
                            registry.endStep();
                        }, registry::publish)), barrier::reset);
                        registry.finish(units);
                    }
                }));
    }

    private static Actor.Step inEachStep(CyclicBarrier barrier, Runnable first, Runnable poll) {
        return () -> {
            for (int step = 0; step < STEPS; step++) {
                first.run();
                barrier.await(20, TimeUnit.SECONDS);
                poll.run();
                barrier.await(20, TimeUnit.SECONDS);
            }
        };
    }

    /**
     * Nothing forced: the registry's own threads and the real clock. On a busy machine they come late: a step that
     * nobody polled is dropped, and a scheduler that catches up publishes one step several times.
     */
    @Test
    void startedAsUsual() {
        observe("load, its own threads, steps of 20 ms, then close",
                "a step whose poll or publish came late was dropped, or sent again",
                () -> Load.recordWhileCollecting(Contract.Kind.DIFFERENCE, 0, StepPublisher::started));
    }

    /** The value of a step, with a seam where it is rolled over. */
    private static final class HookedStep extends StepValue<Long> {

        private final LongAdder units = new LongAdder();
        private Runnable duringRollover = () -> {};

        HookedStep(Clock clock) {
            super(clock, StepPublisher.STEP.toMillis());
        }

        @Override
        protected Supplier<Long> valueSupplier() {
            return () -> {
                duringRollover.run();
                return units.sumThenReset();
            };
        }

        @Override
        protected Long noValue() {
            return 0L;
        }
    }
}
