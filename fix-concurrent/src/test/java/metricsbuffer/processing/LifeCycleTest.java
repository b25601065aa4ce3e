package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.MetricsBuffer;
import metricsbuffer.metrics.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The life of Arroyo's stream processor, replayed: getsentry/arroyo 2.42.2, {@code tests/processing/test_processor.py}.
 * What is expected there is data here, and each difference is named beside it. All differences: docs/system.md.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifeCycleTest {

    /** What the backend is handed, in order: {@code test_stream_processor_lifecycle}, lines 130 to 158. */
    private static final List<Sent> UPSTREAM = List.of(
            // a partition is assigned
            new Count("arroyo.consumer.partitions_assigned.count"),
            new Timing("arroyo.consumer.run.create_strategy"),
            new Timing("arroyo.consumer.run.callback"),
            // a poll without a record, a record, one that is rejected; then the interval is over
            new Flush(
                    new Timing("arroyo.consumer.poll.time"),
                    new Timing("arroyo.consumer.callback.time"),
                    new Timing("arroyo.consumer.processing.time"),
                    new Count("arroyo.consumer.run.count")),
            // paused, taken, resumed; another assignment
            new Count("arroyo.consumer.partitions_assigned.count"),
            new Timing("arroyo.consumer.run.close_strategy"),
            new Timing("arroyo.consumer.run.create_strategy"),
            new Timing("arroyo.consumer.run.callback"),
            // revoked
            new Count("arroyo.consumer.partitions_revoked.count"),
            new Timing("arroyo.consumer.run.close_strategy"),
            new Timing("arroyo.consumer.run.callback"),
            // revoked twice more, without a strategy
            new Count("arroyo.consumer.partitions_revoked.count"),
            new Timing("arroyo.consumer.run.callback"),
            new Count("arroyo.consumer.partitions_revoked.count"),
            new Timing("arroyo.consumer.run.callback"),
            // a record without a strategy, which fails; the shutdown
            new Flush(
                    new Timing("arroyo.consumer.processing.time"),
                    new Timing("arroyo.consumer.backpressure.time"),
                    new Timing("arroyo.consumer.join.time"),
                    new Timing("arroyo.consumer.shutdown.time"),
                    new Timing("arroyo.consumer.callback.time"),
                    new Timing("arroyo.consumer.poll.time"),
                    new Count("arroyo.consumer.pause"),
                    new Count("arroyo.consumer.run.count"),
                    new Count("arroyo.consumer.resume")));

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;
    private final List<Sent> sent = new ArrayList<>();
    private final BufferOfThisModule buffer = new BufferOfThisModule();
    private int strategyPolls;
    private int offers;
    private int rejections;

    @Test
    void handsTheBackendWhatUpstreamDoesInTheSameOrder() {
        lifeCycle();

        fixture.run();

        assertThat(sent).containsExactlyElementsOf(UPSTREAM);
    }

    /**
     * As upstream's own test ends. What it does not show is that upstream flushes nothing if the loop fails
     * (processor.py, lines 354 to 366): it makes the turns and the shutdown by hand.
     */
    @Test
    void handsItTheSameIfTheRunFailsAtARecordWithoutAStrategy() {
        lifeCycle();
        consumer.assignSilently(2);
        consumer.records(2, 7);

        assertThatThrownBy(fixture::run).isInstanceOf(IllegalStateException.class);

        assertThat(sent).containsExactlyElementsOf(UPSTREAM);
    }

    @Test
    void timesTheShutdownOnceAndTheRejectedAttemptsToo() {
        lifeCycle();

        fixture.run();

        assertThat(buffer.times(ConsumerTiming.JOIN_TIME)).as("as upstream").isEqualTo(2);
        // Upstream: at each close of a strategy, so twice (processor.py, line 317).
        assertThat(buffer.times(ConsumerTiming.SHUTDOWN_TIME)).isEqualTo(1);
        // Upstream: not if the attempt throws (lines 473 to 482).
        assertThat(rejections).isPositive();
        assertThat(buffer.times(ConsumerTiming.PROCESSING_TIME)).isEqualTo(strategyPolls + offers);
    }

    /** {@code test_stream_processor_commit_policy}, lines 418 to 443. */
    @Test
    void commitsEverySoManyStagedOffsetsHoweverFarApart() {
        // Upstream: 0, 1, 1, 2, 3. It takes the difference of offsets, so that 10 is five after 5.
        assertThat(commitsAfterEach(at(0, 0), at(0, 1), at(0, 2), at(0, 5), at(0, 10)))
                .containsExactly(0, 1, 1, 2, 2);
    }

    /** {@code test_stream_processor_commit_policy_multiple_partitions}, lines 446 to 469. */
    @Test
    void commitsEverySoManyStagedOffsetsOfAllPartitionsTogether() {
        // Upstream: 0, 0, 1, 1. It looks only at the partitions of the call that stages.
        assertThat(commitsAfterEach(at(0, 200), at(1, 400), at(0, 400), at(1, 400)))
                .containsExactly(0, 1, 1, 2);
    }

    /** What upstream's test does, step by step. */
    private void lifeCycle() {
        fixture.processorRecorder = buffer;
        fixture.processorMetrics = new Backend(sent);
        fixture.onCreate = strategy -> {
            strategy.onPoll = () -> strategyPolls++;
            strategy.onSubmit = record -> {
                offers++;
                if (record.offset() == 1 && consumer.paused().isEmpty()) {
                    rejections++;
                    throw new MessageRejectedException();
                }
            };
        };
        consumer.nothing(1);
        consumer.assign(0);
        consumer.nothing(1);
        consumer.records(0, 0);
        consumer.records(0, 1); // rejected, until all is paused
        consumer.nothing(1); // while paused
        consumer.assign(0, 1);
        consumer.assign();
        for (int i = 0; i < 2; i++) {
            consumer.assignSilently(0);
            consumer.assign();
        }
    }

    /** Commits every second offset that is staged, and says how many commits there have been after each. */
    private List<Integer> commitsAfterEach(Position... staged) {
        List<Integer> commits = new ArrayList<>();
        fixture.commitPolicy = new CommitPolicy(Duration.ofDays(1), 2);
        fixture.onCreate = strategy -> strategy.onTaken = taken -> {
            Position position = staged[(int) taken.offset()];
            strategy.done(record(position.partition(), position.offset()));
            commits.add(consumer.commits.size());
        };
        consumer.assign(0, 1);
        for (int i = 0; i < staged.length; i++) {
            consumer.records(staged[i].partition(), i);
        }
        fixture.run();
        return commits;
    }

    private static Position at(int partition, long offset) {
        return new Position(partition, offset);
    }

    private record Position(int partition, long offset) {}

    private interface Sent {}

    private record Count(String name) implements Sent {}

    private record Timing(String name) implements Sent {}

    /**
     * What one flush hands over. Its order is not compared. Upstream: timings first, then counters, each in the order
     * in which they were first recorded. Here it is the buffer's: timings first in buggy, counters first in the others.
     */
    private record Flush(List<Sent> totals) implements Sent {

        Flush(Sent... totals) {
            this(List.of(totals));
        }

        Flush {
            totals = totals.stream().sorted(Comparator.comparing(Sent::toString)).toList();
        }
    }

    private record Backend(List<Sent> sent) implements Metrics {

        @Override
        public void increment(String name, long amount, String... tags) {
            sent.add(new Count(name));
        }

        @Override
        public void gauge(String name, double value, String... tags) {
            throw new AssertionError("no gauge is sent by the processor: " + name);
        }

        @Override
        public void timing(String name, long nanos, String... tags) {
            sent.add(new Timing(name));
        }
    }

    /** Notes what is emitted during one call as one flush, and turns the clock after the first rejection. */
    private final class BufferOfThisModule implements Recorder {

        private final List<Sent> flushed = new ArrayList<>();
        private final Recorder buffer = new MetricsBuffer(new Backend(flushed), fixture.clock, Duration.ofSeconds(1));
        private final Map<ConsumerTiming, Integer> times = new EnumMap<>(ConsumerTiming.class);
        private boolean clockTurned;

        int times(ConsumerTiming timing) {
            return times.get(timing);
        }

        @Override
        public void increment(ConsumerCounter counter, long amount) {
            if (counter == ConsumerCounter.RUN_COUNT && rejections > 0 && !clockTurned) {
                fixture.clock.advance(Fixture.THRESHOLD.plusMillis(1));
                clockTurned = true;
            }
            flushedBy(() -> buffer.increment(counter, amount));
        }

        @Override
        public void time(ConsumerTiming timing, long nanos) {
            times.merge(timing, 1, Integer::sum);
            flushedBy(() -> buffer.time(timing, nanos + 1)); // a clock may show no time at all, and 0 is not emitted
        }

        @Override
        public void flush() {
            flushedBy(buffer::flush);
        }

        private void flushedBy(Runnable call) {
            call.run();
            if (!flushed.isEmpty()) {
                sent.add(new Flush(List.copyOf(flushed)));
                flushed.clear();
            }
        }
    }
}
