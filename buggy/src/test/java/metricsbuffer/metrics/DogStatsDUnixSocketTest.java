package metricsbuffer.metrics;

import static metricsbuffer.metrics.ConsumerCounter.METRICS_SEND_ERRORS;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.Deadline;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.dogstatsd.MetricType;
import metricsbuffer.suite.dogstatsd.Series;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same over a Unix socket for datagrams, as an agent on the same machine opens it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DogStatsDUnixSocketTest {

    private static final Deadline DEADLINE = new Deadline(Duration.ofSeconds(29));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DogStatsDReceiver agent = DogStatsDReceiver.onUnixSocket();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void sendsEachKindOfMetricWithItsTagsAndNoTimingTruncated() {
        try (DogStatsDMetrics metrics = new DogStatsDMetrics(address(), DEADLINE, "env:test")) {
            metrics.increment("a.count", 3);
            metrics.gauge("a.gauge", 1.5, "key:value");
            metrics.timing("a.time", 400_000);
            metrics.timing("a.time", 1, "key:value");
        }
        agent.drain(LIMIT);

        assertThat(agent.unreadable()).isEmpty();
        assertThat(sum("a.count", MetricType.COUNT, "env:test")).isEqualByComparingTo("3");
        assertThat(sum("a.gauge", MetricType.GAUGE, "env:test", "key:value")).isEqualByComparingTo("1.5");
        assertThat(sum("a.time", MetricType.HISTOGRAM, "env:test")).isEqualByComparingTo("0.4");
        assertThat(sum("a.time", MetricType.HISTOGRAM, "env:test", "key:value")).isEqualByComparingTo("0.000001");
    }

    /** Far more than the socket and the client's queue hold: the sender waits, and nothing is dropped. */
    @Test
    void losesNoneOfManyCountsThatAreSentAsFastAsItGoes() {
        int counts = 50_000;
        try (DogStatsDMetrics metrics = new DogStatsDMetrics(address(), DEADLINE)) {
            for (int i = 0; i < counts; i++) {
                metrics.increment("a.count", 1);
            }
        }
        agent.drain(LIMIT);

        assertThat(agent.unreadable()).isEmpty();
        assertThat(agent.count("a.count")).isEqualTo(counts);
    }

    /** Whoever was told that a value was not taken may send it again: so none may be lost, and none be there twice. */
    @Test
    void refusesAValueWhenItsThreadIsInterruptedWhileTheQueueIsFull() {
        AtomicLong taken = new AtomicLong();
        AtomicBoolean given = new AtomicBoolean();
        agent.pause();
        DogStatsDMetrics metrics = new DogStatsDMetrics(address(), DEADLINE);
        try {
            Actor sender = Actor.start("sender", () -> {
                assertThatThrownBy(() -> {
                    while (!given.get()) {
                        metrics.increment("a.count", 1);
                        taken.incrementAndGet();
                    }
                }).isInstanceOf(IllegalStateException.class).hasMessageContaining("interrupted");
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            assertThat(sender.endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT)).as("ended, and did not wait").isFalse();
            sender.interrupt();
            assertThat(sender.finished(LIMIT)).isTrue();
        } finally {
            given.set(true);
            agent.resume();
            metrics.close();
        }
        agent.drain(LIMIT);

        assertThat(agent.count("a.count")).isEqualTo(taken.get());
    }

    /** An agent that takes nothing holds up a shutdown until its deadline, and no longer. */
    @Test
    void waitsForTheAgentNoLongerThanAShutdownMayTake() {
        Deadline deadline = new Deadline(Duration.ofMillis(300));
        agent.pause();
        try (LogCapture log = new LogCapture(DogStatsDMetrics.class)) {
            DogStatsDMetrics metrics = new DogStatsDMetrics(address(), deadline);
            Actor sender = Actor.start("sender", () -> assertThatThrownBy(() -> {
                while (true) {
                    metrics.increment("a.count", 1);
                }
            }).isInstanceOf(IllegalStateException.class).hasMessageContaining("a shutdown has no time"));
            assertThat(sender.endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT)).as("ended, and did not wait").isFalse();

            deadline.begin();
            assertThat(sender.finished(LIMIT)).isTrue();
            long start = System.nanoTime();
            metrics.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(log.lines()).anyMatch(line -> line.contains("has not taken everything within"));
        } finally {
            agent.resume();
        }
    }

    /** As after a run that was interrupted: what it has flushed last is in the queue. */
    @Test
    void sendsWhatIsQueuedThoughTheThreadThatClosesItIsInterrupted() {
        DogStatsDMetrics metrics = new DogStatsDMetrics(address(), DEADLINE);
        for (int i = 0; i < 1_000; i++) {
            metrics.increment("a.count", 1);
        }
        Thread.currentThread().interrupt();
        metrics.close();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        agent.drain(LIMIT);
        assertThat(agent.count("a.count")).isEqualTo(1_000);
    }

    /** The agent may come later: the consumer starts, counts what it could not send, and goes on. */
    @Test
    void countsWhatItCouldNotSendWhileThereIsNoSocket() {
        TestRecorder recorder = new TestRecorder(new ArrayList<>());
        try (LogCapture log = new LogCapture(DogStatsDMetrics.class);
                DogStatsDMetrics metrics =
                        new DogStatsDMetrics(new AgentAddress.UnixSocket(directory.resolve("no such.socket")), DEADLINE)) {
            metrics.attach(recorder);
            metrics.increment("a.count", 1);
            await().until(() -> recorder.total(METRICS_SEND_ERRORS) == 1);
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.startsWith("WARN"));
        }
    }

    private AgentAddress address() {
        return new AgentAddress.UnixSocket(((UnixDomainSocketAddress) agent.socketAddress()).getPath());
    }

    private BigDecimal sum(String name, MetricType type, String... tags) {
        return agent.totals().get(new Series(name, type, new TreeSet<>(List.of(tags)))).sum();
    }
}
