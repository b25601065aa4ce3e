package metricsbuffer.suite.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.suite.dogstatsd.KernelDrops;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;

/**
 * A UDP port on the loopback interface that adds up the counts that arrive, and reads nothing else of a line: the
 * suite's own receiver reads every line exactly, and would not keep up with a client that sends one for each record.
 */
final class Listener implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 4 << 20; // silently less where the system allows less
    private static final int LARGEST_DATAGRAM_BYTES = 65_507;
    private static final byte END_MARK = 0;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Longer than the window in which the client aggregates. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Actor reader;

    private volatile long units; // written by the reader only
    private volatile long marks; // written by the reader only
    private volatile boolean closing;

    Listener() {
        try {
            channel = DatagramChannel.open(StandardProtocolFamily.INET);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            address = (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Actor.start("listener", this::read);
    }

    InetSocketAddress address() {
        return address;
    }

    /** The units that have arrived. */
    long units() {
        return units;
    }

    long kernelDrops() {
        return KernelDrops.ofPort(address.getPort()).orElse(-1);
    }

    /** Waits until everything that was sent before has been read. */
    void drain() {
        long before = marks;
        long start = System.nanoTime();
        while (marks == before) {
            giveUpAfter(start);
            try {
                channel.send(ByteBuffer.wrap(new byte[] {END_MARK}), address); // dropped, too, if the buffer is full
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    /** Waits until nothing has arrived for longer than a client waits before it sends. */
    void awaitSilence() {
        long start = System.nanoTime();
        long seen = units;
        long silentSince = start;
        while (System.nanoTime() - silentSince < SILENCE_NANOS) {
            giveUpAfter(start);
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
            if (units != seen) {
                seen = units;
                silentSince = System.nanoTime();
            }
        }
    }

    private void giveUpAfter(long start) {
        if (reader.thrown() != null) {
            throw new IllegalStateException("the listener failed", reader.thrown());
        }
        if (System.nanoTime() - start > LIMIT_NANOS) {
            throw new IllegalStateException("the listener did not come to an end");
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!reader.finished(Waiting.LIMIT)) {
            throw new IllegalStateException("the listener did not end: " + reader.where());
        }
    }

    private void read() throws IOException {
        ByteBuffer datagram = ByteBuffer.allocate(LARGEST_DATAGRAM_BYTES);
        try {
            while (true) {
                datagram.clear();
                channel.receive(datagram);
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
