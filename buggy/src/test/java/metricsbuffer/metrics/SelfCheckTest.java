package metricsbuffer.metrics;

import static metricsbuffer.metrics.ConsumerCounter.RUN_COUNT;
import static metricsbuffer.metrics.ConsumerCounter.STUCK;
import static metricsbuffer.metrics.ConsumerTiming.POLL_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.FailingMetrics;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestMetrics;
import metricsbuffer.testing.TestMetrics.Sent;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private final TestMetrics agent = new TestMetrics();
    private final SelfCheck check = new SelfCheck(agent);
    private final Metrics backend = check.around(agent);
    private final ManualClock clock = new ManualClock();
    private final MetricsBuffer buffer = new MetricsBuffer(backend, clock, Duration.ofSeconds(1));
    private final Recorder watched = check.around(buffer);

    /** Records, and no more: what it is given is lost, unless a test says that it is pending or delivers it. */
    private final Recorder recorder = check.around(new TestRecorder(new ArrayList<>()));

    @Test
    void balancesOverABufferThatOneThreadUses() {
        watched.increment(RUN_COUNT, 3);
        watched.time(POLL_TIME, 40);
        assertThat(report(buffer::pending)).as("all is pending").containsExactly(
                "ERROR Recorded, but never sent (counts, and nanoseconds): " + new TreeMap<>(Map.of(
                        RUN_COUNT.metricName(), 3L, POLL_TIME.metricName(), 40L)));

        watched.flush();
        assertThat(report(buffer::pending)).as("all is delivered").isEmpty();
        assertThat(gauge()).containsExactly(0L);
    }

    @Test
    void showsWhatIsLostAndWhatIsDeliveredTwice() {
        recorder.increment(RUN_COUNT, 5);
        backend.increment(RUN_COUNT.metricName(), 3);
        assertThat(report(Map::of)).containsExactly(doesNotBalance("2 counts and 0 ns"));
        assertThat(report(() -> Map.of(RUN_COUNT.metricName(), 2L))).as("2 are pending").containsExactly(
                "ERROR Recorded, but never sent (counts, and nanoseconds): {arroyo.consumer.run.count=2}");

        recorder.time(POLL_TIME, 10);
        backend.timing(POLL_TIME.metricName(), 10);
        backend.timing(POLL_TIME.metricName(), 10);
        backend.increment(RUN_COUNT.metricName(), 3);
        assertThat(report(Map::of)).containsExactly(doesNotBalance("-1 counts and -10 ns"));
        assertThat(gauge()).containsExactly(2L, -1L);
    }

    /** Two counters that count steadily, and a flush that sends RUN_COUNT first: nothing is lost, and it is not 0. */
    @Test
    void theGaugeHoldsWhatTheSameFlushHasYetToDeliver() {
        for (int flush = 0; flush < 2; flush++) {
            recorder.increment(RUN_COUNT, 5);
            recorder.increment(STUCK, 7);
            backend.increment(RUN_COUNT.metricName(), 5);
            backend.increment(STUCK.metricName(), 7);
        }
        assertThat(gauge()).containsExactly(7L, 7L);
        assertThat(report(Map::of)).isEmpty();
    }

    @Test
    void countsNothingAsDeliveredThatTheBackendRefuses() {
        Metrics refusing = check.around(new FailingMetrics());
        recorder.increment(STUCK, 1);

        assertThatThrownBy(() -> refusing.increment(STUCK.metricName(), 1))
                .as("the buffer must see it").hasMessageContaining("refuses");

        assertThat(report(Map::of)).containsExactly(doesNotBalance("1 counts and 0 ns"));
    }

    /** The buffer may deliver a record before it returns, on this thread or on another: it is booked by then. */
    @Test
    void booksARecordBeforeItCanBeDelivered() {
        clock.advance(Duration.ofSeconds(2));
        watched.increment(RUN_COUNT, 1);
        assertThat(gauge()).containsExactly(0L);
    }

    @Test
    void booksNothingThatTheBufferMustRefuse() {
        assertThatThrownBy(() -> watched.increment(RUN_COUNT, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> watched.increment(null, 5)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> watched.time(POLL_TIME, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> watched.time(null, 5)).isInstanceOf(NullPointerException.class);

        assertThat(report(buffer::pending)).isEmpty();
    }

    /** It has been recorded, whatever became of the flush that it began. */
    @Test
    void booksARecordThatThrowsOutOfItsFlush() {
        List<Long> kept = new ArrayList<>();
        Recorder throwing = check.around(new Throwing(kept));

        assertThatThrownBy(() -> throwing.increment(STUCK, 7)).hasMessage("out of a flush");

        assertThat(report(() -> Map.of(STUCK.metricName(), kept.get(0))))
                .singleElement().asString().contains("never sent");
    }

    /** A worker that outlives the shutdown records between the look into the buffer and that into the books. */
    @Test
    void raisesNoFalseAlarmWhenSomebodyRecordsDuringTheReport() {
        assertThat(report(() -> {
            Map<String, Long> before = buffer.pending();
            watched.increment(STUCK, 1);
            return before;
        })).singleElement().asString().startsWith("WARN").contains("cannot be told");

        watched.flush();
        assertThat(report(buffer::pending)).as("and afterwards it tells again").isEmpty();
    }

    /** Held between the books and the buffer: what it records is in the one, and not yet in the other. */
    @Test
    void raisesNoFalseAlarmWhileSomebodyIsStillRecording() {
        List<String> meanwhile = new ArrayList<>();
        Recorder held = check.around(new Throwing(new ArrayList<>()) {
            @Override
            public void increment(ConsumerCounter counter, long amount) {
                meanwhile.addAll(report(Map::of));
            }
        });

        held.increment(STUCK, 1);

        assertThat(meanwhile).singleElement().asString().startsWith("WARN").contains("cannot be told");
    }

    /** What a flush has taken out of the buffer and not delivered yet is in neither. */
    @Test
    void raisesNoFalseAlarmWhileSomebodyFlushes() {
        recorder.increment(STUCK, 1);
        List<String> meanwhile = new ArrayList<>();
        Recorder flushing = check.around(new Throwing(new ArrayList<>()) {
            @Override
            public void flush() {
                meanwhile.addAll(report(Map::of));
            }
        });

        flushing.flush();

        assertThat(meanwhile).singleElement().asString().startsWith("WARN").contains("cannot be told");
    }

    @Test
    void saysThatTheBufferCannotBeLookedIntoAndThrowsNothing() {
        assertThat(report(() -> {
            throw new IllegalStateException("a torn map");
        })).singleElement().asString().startsWith("ERROR").contains("cannot be told");
    }

    private static String doesNotBalance(String open) {
        return "ERROR The buffer's books do not balance: recorded, less delivered and pending, is " + open;
    }

    private List<String> report(Supplier<Map<String, Long>> pending) {
        try (LogCapture log = new LogCapture(SelfCheck.class)) {
            check.report(pending);
            return log.lines();
        }
    }

    private List<Long> gauge() {
        return agent.sent("arroyo.consumer.metrics.open").stream().map(Sent::value).toList();
    }

    /** Keeps what it is given, and throws. */
    private static class Throwing implements Recorder {

        private final List<Long> kept;

        Throwing(List<Long> kept) {
            this.kept = kept;
        }

        @Override
        public void increment(ConsumerCounter counter, long amount) {
            kept.add(amount);
            throw new IllegalArgumentException("out of a flush");
        }

        @Override
        public void time(ConsumerTiming timing, long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {}
    }
}
