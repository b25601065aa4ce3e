package metricsbuffer.suite.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.dogstatsd.UdpInlet;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import org.awaitility.core.ConditionFactory;

/**
 * A UDP port on the loopback interface that adds up the counts that arrive, and reads nothing else of a line: the
 * suite's own receiver reads every line exactly, and would not keep up with a client that sends one for each record.
 */
final class Listener implements AutoCloseable {

    private static final int LARGEST_DATAGRAM_BYTES = 65_507;
    private static final byte END_MARK = 0;
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    /** Longer than the window in which the client aggregates. */
    private static final Duration SILENCE = Duration.ofMillis(2_500);

    private final UdpInlet inlet = new UdpInlet();
    private final Actor reader;

    private volatile long units; // written by the reader only
    private volatile long marks; // written by the reader only
    private volatile boolean closing;

    Listener() throws IOException {
        reader = Actor.start("listener", this::read);
    }

    InetSocketAddress address() {
        return inlet.address();
    }

    long units() {
        return units;
    }

    /** Datagrams that the kernel dropped because this did not keep up; -1 where the system does not tell. */
    long kernelDrops() {
        return inlet.kernelDrops().orElse(-1);
    }

    /** Waits until everything that was sent before has been read. */
    void drain() {
        long before = marks;
        await().until(() -> {
            inlet.sendToMyself(ByteBuffer.wrap(new byte[] {END_MARK})); // dropped, too, if the buffer is full
            return marks != before;
        });
    }

    /** Waits until nothing has arrived for longer than a client waits before it sends. */
    void awaitSilence() {
        AtomicLong seen = new AtomicLong(units);
        await().during(SILENCE).until(() -> seen.getAndSet(units) == units);
    }

    private ConditionFactory await() {
        return Waiting.await().pollInterval(ASK_AGAIN)
                .failFast("the listener ended", () -> reader.finished(Duration.ZERO));
    }

    @Override
    public void close() throws IOException {
        closing = true;
        inlet.close();
        if (!reader.finished(Waiting.LIMIT)) {
            throw new IllegalStateException("the listener did not end: " + reader.where());
        }
    }

    private void read() throws IOException {
        ByteBuffer datagram = ByteBuffer.allocate(LARGEST_DATAGRAM_BYTES);
        try {
            while (true) {
                datagram.clear();
                inlet.receive(datagram);
                take(datagram.array(), datagram.position());
            }
        } catch (ClosedChannelException e) {
            if (!closing) {
                throw e;
            }
        }
    }

    /** Lines of the form {@code name:123|c}, with or without more behind it. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // this thread alone writes
    private void take(byte[] bytes, int length) {
        if (length == 1 && bytes[0] == END_MARK) {
            marks++;
            return;
        }
        long sum = 0;
        for (int at = 0; at < length; at++) {
            while (bytes[at] != ':') {
                at++;
            }
            long value = 0;
            for (at++; bytes[at] != '|'; at++) {
                value = 10 * value + (bytes[at] - '0');
            }
            sum += value;
            while (at < length && bytes[at] != '\n') {
                at++;
            }
        }
        units += sum;
    }
}
