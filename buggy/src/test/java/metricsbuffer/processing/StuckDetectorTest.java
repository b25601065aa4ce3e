package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerCounter.STUCK;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.FailingFlush;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StuckDetectorTest {

    private static final Duration TIMEOUT = Duration.ofMillis(20);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final TestRecorder recorder = new TestRecorder(events);
    private final LogCapture log = new LogCapture(StuckDetector.class);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @Test
    void reportsEachSpellOnceAndFlushes() {
        StuckDetector detector = started(TIMEOUT, recorder);
        try {
            await().until(() -> recorder.total(STUCK) == 1);

            // The same spell goes on, for several timeouts.
            await().during(TIMEOUT.multipliedBy(5)).until(() -> recorder.total(STUCK) == 1);
            assertThat(log.lines()).hasSize(1).first().asString()
                    .contains('"' + Thread.currentThread().getName() + '"', "StuckDetectorTest.reportsEachSpell");

            detector.turned();
            await().until(() -> recorder.total(STUCK) == 2);
            await().until(() -> events.equals(List.of("flush", "flush")));
        } finally {
            detector.close(LIMIT);
        }
    }

    @Test
    void reportsNothingWhileTheLoopTurns() {
        StuckDetector detector = started(Duration.ofSeconds(5), recorder);
        try {
            await().during(Duration.ofMillis(50)).until(() -> {
                detector.turned();
                return recorder.total(STUCK) == 0;
            });
        } finally {
            detector.close(LIMIT);
        }
    }

    @Test
    void goesOnWhenItsOwnFlushFails() {
        StuckDetector detector = started(TIMEOUT, new FailingFlush(recorder));
        try {
            await().until(() -> recorder.total(STUCK) == 1);

            detector.turned();
            await().until(() -> recorder.total(STUCK) == 2);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).startsWith("ERROR"));
        } finally {
            detector.close(LIMIT);
        }
    }

    @Test
    void goesOnWhenItsOwnRecordEndsInAnError() {
        AtomicInteger attempts = new AtomicInteger();
        StuckDetector detector = started(TIMEOUT, new Recorder() {
            @Override
            public void increment(ConsumerCounter counter, long amount) {
                attempts.incrementAndGet();
                throw new StackOverflowError("too deep");
            }

            @Override
            public void time(ConsumerTiming timing, long nanos) {}

            @Override
            public void flush() {}
        });
        try {
            await().until(() -> attempts.get() == 1);

            detector.turned();
            await().until(() -> attempts.get() == 2);
        } finally {
            detector.close(LIMIT);
        }
    }

    @Test
    void isADaemonThatEndsWhenItIsClosed() {
        StuckDetector detector = new StuckDetector(Duration.ofHours(1), recorder);
        detector.start();
        assertThat(detector.thread().isDaemon()).isTrue();

        detector.close(LIMIT);

        assertThat(detector.thread().isAlive()).isFalse();
    }

    @Test
    void canBeClosedBeforeItIsStarted() {
        StuckDetector detector = new StuckDetector(TIMEOUT, recorder);

        detector.close(LIMIT);

        assertThat(detector.thread().isAlive()).isFalse();
    }

    @Test
    void isNotWaitedForLongerThanTheTimeout() throws InterruptedException {
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch agent = new CountDownLatch(1);
        StuckDetector detector = started(TIMEOUT, new Recorder() {
            @Override
            public void increment(ConsumerCounter counter, long amount) {}

            @Override
            public void time(ConsumerTiming timing, long nanos) {}

            @Override
            public void flush() {
                reporting.countDown();
                try {
                    agent.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        reporting.await();
        try {
            detector.close(Duration.ofMillis(50));

            assertThat(detector.thread().isAlive()).as("its report waits for the agent").isTrue();
            assertThat(log.lines()).last().asString().startsWith("ERROR The stuck detector has not ended within 50 ms");
        } finally {
            agent.countDown();
            detector.close(LIMIT);
        }
        assertThat(detector.thread().isAlive()).isFalse();
    }

    private static StuckDetector started(Duration timeout, Recorder recorder) {
        StuckDetector detector = new StuckDetector(timeout, recorder);
        detector.start();
        return detector;
    }
}
