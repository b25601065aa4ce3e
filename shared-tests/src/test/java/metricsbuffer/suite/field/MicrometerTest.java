package metricsbuffer.suite.field;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepValue;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

    @Override
    Contract contract() {
        return new Contract("Micrometer StepMeterRegistry", StepMeterRegistry.class, Contract.Kind.DIFFERENCE, 1,
                List.of(Rule.R101, Rule.R104));
    }

    @Override
    FieldBuffer open() {
        return new TurnedSteps();
    }

    /** Publishing is the seam: in the middle of it two counters are recorded, one just published, one not yet. */
    @Test
    void recordDuringAPublish() {
        judge("forced: record during a publish", () -> forced(units -> {
            try (TurnedSteps buffer = new TurnedSteps()) {
                units.record(buffer, 0, 5);
                buffer.registry.duringPublish = () -> meanwhile(() -> {
                    units.record(buffer, 0, 7);
                    units.record(buffer, 1, 3);
                });
                buffer.collect(units);
                units.expect(units.delivered(0) == 5, "the first step holds " + units.delivered(0) + " of 5");
                buffer.collect(units);
            }
        }));
    }

    @Test
    void theStepThatIsNotOverAtClose() {
        judge("forced: recorded, then closed in the same step", () -> forced(units -> {
            try (TurnedSteps buffer = new TurnedSteps()) {
                units.record(buffer, 0, 5);
                buffer.finish(units);
            }
        }));
    }

    @Test
    void aStepInWhichNobodyPolls() {
        observe("forced: a step in which nobody polls", "the units of both steps are dropped at the next poll",
                () -> forced(units -> {
                    try (TurnedSteps buffer = new TurnedSteps()) {
                        units.record(buffer, 0, 5);
                        buffer.clock.add(StepPublisher.STEP);
                        units.record(buffer, 0, 7);
                        buffer.collect(units);
                        buffer.finish(units);
                    }
                }));
    }

    /** The registry polls from two threads of its own: one rolls steps over, one publishes. */
    @Test
    void aPollWhileAnotherThreadRollsOver() {
        observe("forced: a poll while another rolls over",
                "the poll returns the step before: those units twice, these never", () -> forced(units -> {
                    MockClock clock = new MockClock();
                    HookedStep step = new HookedStep(clock);
                    units.record(step.asBuffer(), 0, 5);
                    clock.add(StepPublisher.STEP);
                    units.take(0, step.poll());
                    units.record(step.asBuffer(), 1, 7);
                    clock.add(StepPublisher.STEP);
                    AtomicReference<Long> published = new AtomicReference<>();
                    step.duringRollover = () -> meanwhile(() -> published.set(step.poll()));
                    step.poll();
                    // One of the two polls is the publisher's. What it got are series 1's units, or 0's again.
                    units.take(published.get() == 7 ? 1 : 0, published.get());
                }));
    }

    /** The same, not forced: one thread rolls over, one publishes, both poll as soon as the step is over. */
    @Test
    void twoThreadsPollAtOnce() {
        observe("two threads poll each of 20,000 steps at once",
                "now and then the poll returns the step before", () -> {
            SceneUnits units = new SceneUnits();
            try (TurnedSteps buffer = new TurnedSteps()) {
                CyclicBarrier barrier = new CyclicBarrier(2);
                Actor.Step rollover = () -> {
                    for (int step = 0; step < STEPS; step++) {
                        barrier.await(20, TimeUnit.SECONDS);
                        buffer.registry.poll();
                        barrier.await(20, TimeUnit.SECONDS);
                    }
                };
                Actor.Step publisher = () -> {
                    for (int step = 0; step < STEPS; step++) {
                        units.record(buffer, step % FieldBuffer.SERIES, 1);
                        buffer.clock.add(StepPublisher.STEP);
                        barrier.await(20, TimeUnit.SECONDS);
                        buffer.registry.publish();
                        barrier.await(20, TimeUnit.SECONDS);
                    }
                };
                Load.together(List.of(rollover, publisher), barrier::reset);
                buffer.registry.handOut(units);
                buffer.finish(units);
            }
            return units.balance();
        });
    }

    /**
     * Nothing forced: the registry's own threads and the real clock. On a busy machine they come late: a step that
     * nobody polled is dropped, and a scheduler that catches up publishes one step several times.
     */
    @Test
    void startedAsUsual() {
        Contract alone = new Contract(
                contract().library(), StepMeterRegistry.class, Contract.Kind.DIFFERENCE, 0, contract().rules());
        observe("load, its own threads, steps of 20 ms, then close",
                "a step whose poll or publish came late was dropped, or sent again",
                () -> Load.recordWhileCollecting(alone, StartedSteps::new));
    }

    /** Steps that end when the one collecting thread says so, and are polled each time. */
    private static final class TurnedSteps implements FieldBuffer {

        private final MockClock clock = new MockClock();
        private final StepPublisher registry = new StepPublisher(clock);

        @Override
        public void record(int series) {
            registry.record(series);
        }

        @Override
        public void collect(Delivery delivery) {
            clock.add(StepPublisher.STEP);
            registry.publish();
            registry.handOut(delivery);
        }

        @Override
        public void finish(Delivery delivery) {
            registry.close();
            registry.handOut(delivery);
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    /** Steps that end by the real clock; the registry's threads poll and publish. */
    private static final class StartedSteps implements FieldBuffer {

        private final StepPublisher registry = new StepPublisher(Clock.SYSTEM);

        StartedSteps() {
            registry.start(body -> {
                Thread thread = new Thread(body, "micrometer");
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public void record(int series) {
            registry.record(series);
        }

        @Override
        public void collect(Delivery delivery) {
            throw new UnsupportedOperationException("only the registry's own thread collects");
        }

        @Override
        public void finish(Delivery delivery) {
            registry.close();
            registry.handOut(delivery);
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    /** The value of a step, with a seam where it is rolled over. */
    private static final class HookedStep extends StepValue<Long> {

        private final LongAdder units = new LongAdder();
        private Runnable duringRollover = () -> {};

        HookedStep(Clock clock) {
            super(clock, StepPublisher.STEP.toMillis());
        }

        FieldBuffer asBuffer() {
            return new FieldBuffer() {
                @Override
                public void record(int series) {
                    units.increment();
                }

                @Override
                public void collect(Delivery delivery) {
                    delivery.take(0, poll());
                }

                @Override
                public void finish(Delivery delivery) {
                    collect(delivery);
                }

                @Override
                public void close() {}
            };
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
