package metricsbuffer.metrics;

import static metricsbuffer.metrics.ConsumerCounter.METRICS_SEND_ERRORS;
import static metricsbuffer.metrics.ConsumerCounter.RUN_COUNT;
import static metricsbuffer.metrics.ConsumerTiming.POLL_TIME;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import metricsbuffer.Deadline;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a socket on the loopback interface: what does not arrive there was not sent. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DogStatsDMetricsTest {

    private static final Deadline DEADLINE = new Deadline(Duration.ofSeconds(29));
    /** Does not fit into a datagram as the client makes them. */
    private static final String UNSENDABLE = "a".repeat(2_000);

    private DatagramSocket agent;
    private LogCapture log;

    @BeforeEach
    void open() throws IOException {
        agent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        agent.setSoTimeout(10_000);
        log = new LogCapture(DogStatsDMetrics.class);
    }

    @AfterEach
    void close() {
        log.close();
        agent.close();
    }

    @Test
    void sendsEachKindOfMetricAsItIs() throws IOException {
        try (DogStatsDMetrics metrics = metrics("env:test")) {
            metrics.increment("a.count", 3);
            metrics.gauge("a.gauge", 1.5, "key:value");
            metrics.timing("a.time", 400_000);
        }

        assertThat(received(3)).containsExactlyInAnyOrder(
                "a.count:3|c|#env:test",
                "a.gauge:1.5|g|#env:test,key:value",
                "a.time:0.4|h|#env:test");
    }

    @Test
    void sendsANanosecondAndAnHourToTheNanosecond() throws IOException {
        try (DogStatsDMetrics metrics = metrics()) {
            metrics.timing("short", 1);
            metrics.timing("long", Duration.ofHours(1).plusNanos(1).toNanos());
        }

        assertThat(received(2)).containsExactlyInAnyOrder("short:0.000001|h", "long:3600000.000001|h");
    }

    @Test
    void losesNothingOfAFlushThatIsFollowedByTheClose() throws IOException {
        try (DogStatsDMetrics metrics = metrics()) {
            MetricsBuffer buffer = new MetricsBuffer(metrics, new ManualClock(), Duration.ofSeconds(1));
            for (ConsumerCounter counter : ConsumerCounter.values()) {
                buffer.increment(counter, 5);
            }
            buffer.time(POLL_TIME, 1_500_000);
            buffer.flush();
        }

        List<String> received = received(ConsumerCounter.values().length + 1);
        assertThat(received).contains(RUN_COUNT.metricName() + ":5|c", POLL_TIME.metricName() + ":1.5|h");
    }

    @Test
    void takesAValueFromAnInterruptedThreadAndLeavesTheInterrupt() throws IOException {
        try (DogStatsDMetrics metrics = metrics()) {
            Thread.currentThread().interrupt();
            metrics.increment("a.count", 1);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(received(1)).containsExactly("a.count:1|c");
    }

    @Test
    void refusesValuesWhenItIsClosed() {
        DogStatsDMetrics metrics = metrics();
        metrics.close();

        assertThatThrownBy(() -> metrics.increment("a.count", 1)).hasMessageContaining("closed");
    }

    @Test
    void countsFailedSendsOnTheClientsThreadAndGoesOn() {
        List<Thread> recording = new CopyOnWriteArrayList<>();
        TestRecorder recorder = new TestRecorder(new ArrayList<>());
        try (DogStatsDMetrics metrics = metrics()) {
            metrics.attach(new Recording(recorder, () -> {
                recording.add(Thread.currentThread());
                throw new IllegalStateException("a recorder that fails must not end the client's thread");
            }));
            metrics.increment(UNSENDABLE, 1);
            await().until(() -> recorder.total(METRICS_SEND_ERRORS) == 1);
            metrics.increment(UNSENDABLE, 1);
            await().until(() -> recorder.total(METRICS_SEND_ERRORS) == 2);
        }

        assertThat(recording).doesNotContain(Thread.currentThread());
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).as("the first failure, and how many")
                .hasSize(2).last().asString().startsWith("WARN 2 sends to DogStatsD failed");
    }

    @Test
    void doesNotLetItsOwnThreadWaitForItself() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        try (DogStatsDMetrics metrics = metrics()) {
            metrics.attach(new Recording(new TestRecorder(new ArrayList<>()), () -> {
                try {
                    metrics.increment("a.flush", 1); // as a flush would
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            }));
            metrics.increment(UNSENDABLE, 1);
            await().until(() -> refused.get() != null);
        }
    }

    private DogStatsDMetrics metrics(String... constantTags) {
        return new DogStatsDMetrics(new AgentAddress.Udp("127.0.0.1", agent.getLocalPort()), DEADLINE, constantTags);
    }

    /** The lines that arrived, as soon as there are so many. */
    private List<String> received(int lines) throws IOException {
        List<String> received = new ArrayList<>();
        while (received.size() < lines) {
            DatagramPacket packet = new DatagramPacket(new byte[65_507], 65_507);
            agent.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            received.addAll(text.lines().toList());
        }
        return received;
    }

    /** Records, and then does what the test says. */
    private record Recording(TestRecorder recorder, Runnable then) implements Recorder {

        @Override
        public void increment(ConsumerCounter counter, long amount) {
            recorder.increment(counter, amount);
            then.run();
        }

        @Override
        public void time(ConsumerTiming timing, long nanos) {
            recorder.time(timing, nanos);
            then.run();
        }

        @Override
        public void flush() {
            recorder.flush();
        }
    }
}
