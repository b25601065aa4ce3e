package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerCounter.STUCK;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.FailingFlush;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StuckDetectorTest {

    private static final Duration TIMEOUT = Duration.ofMillis(20);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final TestRecorder recorder = new TestRecorder(events);
    private final LogCapture log = new LogCapture(StuckDetector.class);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @Test
    void reportsEachSpellOnceAndFlushes() {
        try (StuckDetector detector = new StuckDetector(TIMEOUT, recorder)) {
            detector.start();
            await().until(() -> recorder.total(STUCK) == 1);

            // The same spell goes on, for several timeouts.
            await().during(TIMEOUT.multipliedBy(5)).until(() -> recorder.total(STUCK) == 1);
            assertThat(log.lines()).hasSize(1).first().asString()
                    .contains('"' + Thread.currentThread().getName() + '"', "StuckDetectorTest.reportsEachSpell");

            detector.turned();
            await().until(() -> recorder.total(STUCK) == 2);
            await().until(() -> events.equals(List.of("flush", "flush")));
        }
    }

    @Test
    void reportsNothingWhileTheLoopTurns() {
        try (StuckDetector detector = new StuckDetector(Duration.ofSeconds(5), recorder)) {
            detector.start();
            await().during(Duration.ofMillis(50)).until(() -> {
                detector.turned();
                return recorder.total(STUCK) == 0;
            });
        }
    }

    @Test
    void goesOnWhenItsOwnFlushFails() {
        try (StuckDetector detector = new StuckDetector(TIMEOUT, new FailingFlush(recorder))) {
            detector.start();
            await().until(() -> recorder.total(STUCK) == 1);

            detector.turned();
            await().until(() -> recorder.total(STUCK) == 2);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).startsWith("ERROR"));
        }
    }

    @Test
    void isADaemonThatEndsWhenItIsClosed() {
        StuckDetector detector = new StuckDetector(Duration.ofHours(1), recorder);
        detector.start();
        assertThat(detector.thread().isDaemon()).isTrue();

        detector.close();

        assertThat(detector.thread().isAlive()).isFalse();
    }

    @Test
    void canBeClosedBeforeItIsStarted() {
        StuckDetector detector = new StuckDetector(TIMEOUT, recorder);

        detector.close();

        assertThat(detector.thread().isAlive()).isFalse();
    }
}
