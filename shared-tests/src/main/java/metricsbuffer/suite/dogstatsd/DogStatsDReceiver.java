package metricsbuffer.suite.dogstatsd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Listens for DogStatsD datagrams on a loopback UDP port, or on a Unix socket, and adds up what arrives, exactly.
 *
 * <p>{@link #drain} tells when everything sent before has been read. Nothing is passed over in silence: lines that
 * could not be read are {@linkplain #unreadable() kept}, datagrams that the kernel dropped are
 * {@linkplain #kernelDrops() counted} where the system tells, and a failure of the reading thread is thrown by
 * {@link #drain} and {@link #close}.
 *
 * <p>Safe for use by several threads. Owns one daemon thread, which {@link #close()} ends.
 */
public final class DogStatsDReceiver implements AutoCloseable {

    private static final int LARGEST_DATAGRAM_BYTES = 65_507;
    private static final long ASK_AGAIN_MILLIS = 50;

    private final Inlet inlet;
    private final Thread reader;
    private final SeriesTotals totals = new SeriesTotals();

    /** Starts the datagrams that this receiver sends to itself: no client can guess it, and it is not DogStatsD. */
    private final String drainMark = "\0drain " + UUID.randomUUID() + " ";

    private final Object lock = new Object();
    private long drainsAsked; // guarded by lock
    private long drainsSeen; // guarded by lock
    private long datagrams; // guarded by lock
    private Throwable failure; // guarded by lock
    private boolean closing; // guarded by lock
    private boolean paused; // guarded by lock

    /** Opens a UDP port on the loopback interface, which the system chose, and starts to read. */
    public DogStatsDReceiver() {
        this(UdpInlet::new, "no UDP port on the loopback interface");
    }

    private DogStatsDReceiver(Opening opening, String failure) {
        try {
            inlet = opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException(failure, e);
        }
        reader = new Thread(this::read, "dogstatsd-receiver");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens a Unix socket for datagrams, in a temporary directory of its own, and starts to read. */
    public static DogStatsDReceiver onUnixSocket() {
        return new DogStatsDReceiver(UnixInlet::new, "no Unix socket in the temporary directory");
    }

    /** Opens a Unix socket for datagrams at a path where there is none, and starts to read. */
    public static DogStatsDReceiver onUnixSocket(Path socket) {
        return new DogStatsDReceiver(() -> new UnixInlet(null, socket), "no Unix socket at " + socket);
    }

    /** Stops to read, once a datagram that is already awaited has come: an agent that has hung up. */
    public void pause() {
        synchronized (lock) {
            paused = true;
        }
    }

    /** Reads on. */
    public void resume() {
        synchronized (lock) {
            paused = false;
            lock.notifyAll();
        }
    }

    /** Where to send: an {@link InetSocketAddress}, or a {@link java.net.UnixDomainSocketAddress}. */
    public SocketAddress socketAddress() {
        return inlet.address();
    }

    /** Where to send by UDP: 127.0.0.1 and the port. For a receiver that listens there. */
    public InetSocketAddress address() {
        return (InetSocketAddress) inlet.address();
    }

    /**
     * Waits until everything that was sent here before the call has been read: until a datagram that this
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
                // Again and again, because the kernel takes this one, too, only if there is room.
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
        return totals.totals();
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
        return totals.unreadable();
    }

    /** How many datagrams have been read. */
    public long datagrams() {
        synchronized (lock) {
            return datagrams;
        }
    }

    /** How many datagrams the kernel has dropped here, or empty where the system does not tell, or drops none. */
    public OptionalLong kernelDrops() {
        return inlet.kernelDrops();
    }

    /**
     * Ends the reading thread and gives the socket back.
     *
     * @throws IllegalStateException if the thread has failed
     */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try (inlet) {
            // A thread that waits for a datagram does not always learn that its socket is closed, so it gets one.
            while (reader.isAlive()) {
                sendToMyself(0);
                reader.join(ASK_AGAIN_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the DogStatsD receiver's socket could not be closed", e);
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
                inlet.receive(buffer);
                synchronized (lock) {
                    while (paused && !closing) {
                        lock.wait();
                    }
                    if (closing) {
                        return;
                    }
                }
                take(buffer.flip());
            }
        } catch (Throwable t) {
            synchronized (lock) {
                failure = t;
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
            totals.enterUnreadable("a datagram of " + datagram.limit() + " bytes is not UTF-8");
            text = "";
        }
        if (text.startsWith(drainMark)) {
            seeDrain(Long.parseLong(text.substring(drainMark.length())));
            return;
        }
        totals.enter(text);
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
            inlet.sendToMyself(ByteBuffer.wrap((drainMark + drain).getBytes(StandardCharsets.UTF_8)));
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

    private interface Opening {
        Inlet open() throws IOException;
    }
}
