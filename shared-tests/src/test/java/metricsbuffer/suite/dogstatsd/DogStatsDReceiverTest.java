package metricsbuffer.suite.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DogStatsDReceiverTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DogStatsDReceiver receiver = new DogStatsDReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void countsAreAddedUpByNameAndTags() throws Exception {
        send("a:1|c|#x:1\na:2|c|#x:2\n", "a:3|c|#x:1\nb:5|c");
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(6);
        assertThat(receiver.count("b")).isEqualTo(5);
        assertThat(receiver.count("c")).isZero();
        assertThat(receiver.totals().get(new Series("a", MetricType.COUNT, new TreeSet<>(List.of("x:1")))))
                .isEqualTo(new Total(2, new BigDecimal("4"), new BigDecimal("3")));
        assertThat(receiver.datagrams()).isEqualTo(2);
        assertThat(receiver.unreadable()).isEmpty();
    }

    @Test
    void sumsOfDecimalsAreExact() throws Exception {
        sendTimes(10, "t:0.1|h"); // as doubles: 0.9999999999999999
        receiver.drain(LIMIT);

        assertThat(receiver.sum("t", MetricType.HISTOGRAM)).isEqualByComparingTo("1");
    }

    @Test
    void theSameNameAsAnotherTypeIsAnotherSeries() throws Exception {
        send("a:1|c\na:7|g\na:8|g\na:0.5|ms\na:2|d");
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(1);
        assertThat(receiver.sum("a", MetricType.TIMER)).isEqualByComparingTo("0.5");
        assertThat(receiver.sum("a", MetricType.DISTRIBUTION)).isEqualByComparingTo("2");
        assertThat(receiver.totals().get(new Series("a", MetricType.GAUGE, new TreeSet<>())).last())
                .isEqualByComparingTo("8");
    }

    @Test
    void aSampledCountStandsForMore() throws Exception {
        send("a:3|c|@0.1");
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(30);
    }

    @Test
    void theLargestCountIsKeptAndALargerOneIsReported() throws Exception {
        send("a:9223372036854775806|c", "a:1|c", "a:1|c");
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(Long.MAX_VALUE);
        assertThat(receiver.unreadable()).singleElement().asString().contains("no longer fits");
    }

    @Test
    void whatCannotBeReadIsKeptAndDoesNotHideItsNeighbours() throws Exception {
        send("a:1|c\nrubbish\na:1|c");
        send("a:0.5|c\na:1|c|@0.3");
        send(new byte[] {'a', ':', '1', '|', 'c', '|', '#', (byte) 0xff});
        send("\0drain pretended 99");
        send("");
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(2);
        assertThat(receiver.unreadable()).satisfiesExactly(
                line -> assertThat(line).isEqualTo("no type, in: rubbish"),
                line -> assertThat(line).isEqualTo("not a whole count, in: a:0.5|c"),
                line -> assertThat(line).isEqualTo("not a whole count, in: a:1|c|@0.3"),
                line -> assertThat(line).isEqualTo("a datagram of 8 bytes is not UTF-8"),
                line -> assertThat(line).startsWith("no type, in: \\x00drain"));
    }

    @Test
    void drainReturnsOnlyWhenAllHasBeenRead() throws Exception {
        for (int round = 1; round <= 200; round++) {
            sendTimes(20, "a:1|c");
            receiver.drain(LIMIT);
            assertThat(receiver.count("a")).isEqualTo(20 * round);
        }
        assertThat(receiver.kernelDrops().orElse(0)).isZero();
    }

    @Test
    void drainGivesUp() {
        receiver.close();

        assertThatThrownBy(() -> receiver.drain(LIMIT)).hasMessageContaining("could not send to itself");
        assertThatThrownBy(() -> receiver.drain(Duration.ZERO)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void closeLeavesNoThreadAndMayBeRepeated() {
        receiver.close();
        receiver.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("dogstatsd-receiver"));
    }

    @Test
    void theKernelsTableIsRead() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                        + " pointer drops",
                " 123: 0100007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000  0 31 2 0 17",
                " 124: 0100007F:1FBE 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000  0 32 2 0 0     ");

        assertThat(KernelDrops.inTable(table, 8125)).isEqualTo(OptionalLong.of(17));
        assertThat(KernelDrops.inTable(table, 8126)).isEqualTo(OptionalLong.of(0));
        assertThat(KernelDrops.inTable(table, 8127)).isEmpty();
    }

    private void sendTimes(int times, String datagram) throws IOException {
        send(Collections.nCopies(times, datagram).toArray(String[]::new));
    }

    private void send(String... datagrams) throws IOException {
        for (String datagram : datagrams) {
            send(datagram.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void send(byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(datagram, datagram.length, receiver.address()));
        }
    }
}
