package metricsbuffer.suite.dogstatsd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Listens for DogStatsD datagrams on a loopback UDP port that the system chose, and adds up what arrives, exactly.
 *
 * <p>{@link #drain} tells when everything sent before has been read. Nothing is passed over in silence: lines that
 * could not be read are {@linkplain #unreadable() kept}, datagrams that the kernel dropped are
 * {@linkplain #kernelDrops() counted} where the system tells, and a failure of the reading thread is thrown by
 * {@link #drain} and {@link #close}.
 *
 * <p>Safe for use by several threads. Owns one daemon thread, which {@link #close()} ends.
 */
public final class DogStatsDReceiver implements AutoCloseable {

    /** As much as Linux allows without privileges on many systems, and silently less on others. */
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private static final int LARGEST_DATAGRAM_BYTES = 65_507;
    private static final long ASK_AGAIN_MILLIS = 50;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Thread reader;
    private final Ledger ledger = new Ledger();

    /** Starts the datagrams that this receiver sends to itself: no client can guess it, and it is not DogStatsD. */
    private final String drainMark = "\0drain " + UUID.randomUUID() + " ";

    private final Object lock = new Object();
    private long drainsAsked; // guarded by lock
    private long drainsSeen; // guarded by lock
    private long datagrams; // guarded by lock
    private Throwable failure; // guarded by lock
    private boolean closing; // guarded by lock

    /** Opens the port and starts to read. */
    public DogStatsDReceiver() {
        try {
            // IPv4 by name: a socket of both families is listed elsewhere in /proc/net.
            channel = DatagramChannel.open(StandardProtocolFamily.INET);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            address = (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("no UDP port on the loopback interface", e);
        }
        reader = new Thread(this::read, "dogstatsd-receiver");
        reader.setDaemon(true);
        reader.start();
    }

    /** Where to send: 127.0.0.1 and the port. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Waits until everything that was sent to this port before the call has been read: until a datagram that this
     * receiver sends to itself has been. The loopback interface keeps the order of datagrams, but for the one
     * moment when two processors deliver at once; who knows how much must come waits for that, too.
     *
     * @throws IllegalStateException if that takes longer than {@code limit}, or if the reading thread has failed
     */
    public void drain(Duration limit) {
        long start = System.nanoTime();
        synchronized (lock) {
            long mine = ++drainsAsked;
            while (drainsSeen < mine) {
                throwFailure();
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new IllegalStateException("the DogStatsD receiver did not get to the end of its input within "
                            + limit + "; datagrams read: " + datagrams);
                }
                // Again and again, because the kernel drops this one, too, when its buffer is full.
                sendToMyself(mine);
                try {
                    lock.wait(ASK_AGAIN_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while draining the DogStatsD receiver", e);
                }
            }
        }
    }

    /** What has been read so far. */
    public Map<Series, Total> totals() {
        return ledger.totals();
    }

    /** The units counted under a name, whatever their tags. */
    public long count(String name) {
        return sum(name, MetricType.COUNT).longValueExact();
    }

    /** The sum of all values of a name as one type, whatever their tags; 0 if there are none. */
    public BigDecimal sum(String name, MetricType type) {
        return totals().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name) && entry.getKey().type() == type)
                .map(entry -> entry.getValue().sum())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The lines that could not be read, each with the reason. */
    public List<String> unreadable() {
        return ledger.unreadable();
    }

    /** How many datagrams have been read. */
    public long datagrams() {
        synchronized (lock) {
            return datagrams;
        }
    }

    /** How many datagrams the kernel has dropped on this port, or empty where the system does not tell. */
    public OptionalLong kernelDrops() {
        return KernelDrops.ofPort(address.getPort());
    }

    /**
     * Ends the reading thread and gives the port back.
     *
     * @throws IllegalStateException if the thread has failed
     */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
        }
        try {
            channel.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException("the DogStatsD receiver's port could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while closing the DogStatsD receiver", e);
        }
        synchronized (lock) {
            throwFailure();
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM_BYTES);
        try {
            while (true) {
                buffer.clear();
                channel.receive(buffer);
                take(buffer.flip());
            }
        } catch (Throwable t) {
            synchronized (lock) {
                // A closed channel is how close() ends this thread.
                if (!(closing && t instanceof ClosedChannelException)) {
                    failure = t;
                }
                lock.notifyAll();
            }
        }
    }

    private void take(ByteBuffer datagram) {
        String text;
        try {
            // A decoder of its own: the convenience methods replace what they cannot decode, and say nothing.
            text = StandardCharsets.UTF_8.newDecoder().decode(datagram).toString();
        } catch (CharacterCodingException e) {
            ledger.enterUnreadable("a datagram of " + datagram.limit() + " bytes is not UTF-8");
            text = "";
        }
        if (text.startsWith(drainMark)) {
            seeDrain(Long.parseLong(text.substring(drainMark.length())));
            return;
        }
        ledger.enter(text);
        synchronized (lock) {
            datagrams++;
        }
    }

    private void seeDrain(long drain) {
        synchronized (lock) {
            drainsSeen = Math.max(drainsSeen, drain);
            lock.notifyAll();
        }
    }

    private void sendToMyself(long drain) {
        try {
            channel.send(ByteBuffer.wrap((drainMark + drain).getBytes(StandardCharsets.UTF_8)), address);
        } catch (IOException e) {
            throw new UncheckedIOException("the DogStatsD receiver could not send to itself", e);
        }
    }

    /** Holds the lock. */
    private void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException("the DogStatsD receiver's thread failed", failure);
        }
    }
}
