package metricsbuffer.suite.dogstatsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The receiver on a Unix socket, as far as it is not the same as on a UDP port. */
@Timeout(30)
class UnixSocketReceiverTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DogStatsDReceiver receiver = DogStatsDReceiver.onUnixSocket();

    @AfterEach
    void close() {
        receiver.close();
    }

    /** The socket holds about ten datagrams: the sender waits for the receiver, and the drain for both. */
    @Test
    void drainsBehindMoreThanTheSocketHolds() throws Exception {
        try (UnixDatagramChannel sender = UnixDatagramChannel.open()) {
            for (int i = 0; i < 5_000; i++) {
                send(sender, "a:1|c");
            }
        }
        receiver.drain(LIMIT);

        assertThat(receiver.count("a")).isEqualTo(5_000);
        assertThat(receiver.datagrams()).isEqualTo(5_000);
        assertThat(receiver.kernelDrops()).isEmpty();
    }

    @Test
    void aLineThatCannotBeReadIsKept() throws Exception {
        try (UnixDatagramChannel sender = UnixDatagramChannel.open()) {
            send(sender, "not DogStatsD");
        }
        receiver.drain(LIMIT);

        assertThat(receiver.unreadable()).hasSize(1);
    }

    @Test
    void closeEndsTheThreadAndRemovesTheSocket() {
        receiver.close();

        assertThat(path()).doesNotExist();
        assertThat(path().getParent()).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("dogstatsd-receiver"));
    }

    private Path path() {
        return ((UnixDomainSocketAddress) receiver.socketAddress()).getPath();
    }

    private void send(UnixDatagramChannel sender, String text) throws IOException {
        sender.send(ByteBuffer.wrap(text.getBytes(UTF_8)), new UnixSocketAddress(path().toFile()));
    }
}
