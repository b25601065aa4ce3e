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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;

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
    private static final Duration TO_END = Duration.ofMillis(50);

    private final Inlet inlet;
    private final Actor reader;
    private final SeriesTotals totals = new SeriesTotals();

    /** Starts the datagrams that this receiver sends to itself: no client can guess it, and it is not DogStatsD. */
    private final String drainMark = "\0drain " + UUID.randomUUID() + " ";

    private final AtomicLong drainsAsked = new AtomicLong();
    private volatile long drainsSeen; // written by the reader only
    private volatile long datagrams; // written by the reader only

    private boolean closing; // guarded by this
    private boolean paused; // guarded by this

    /** Opens a UDP port on the loopback interface, which the system chose, and starts to read. */
    public DogStatsDReceiver() {
        this(UdpInlet::new, "no UDP port on the loopback interface");
    }

    private DogStatsDReceiver(Callable<Inlet> opening, String failure) {
        try {
            inlet = opening.call();
        } catch (Exception e) {
            throw new IllegalStateException(failure, e);
        }
        reader = Actor.start("dogstatsd-receiver", this::read);
    }

    /** Opens a Unix socket for datagrams, in a temporary directory of its own, and starts to read. */
    public static DogStatsDReceiver onUnixSocket() {
        return new DogStatsDReceiver(UnixInlet::inDirectoryOfItsOwn, "no Unix socket in the temporary directory");
    }

    /** Opens a Unix socket for datagrams at a path where there is none, and starts to read. */
    public static DogStatsDReceiver onUnixSocket(Path socket) {
        return new DogStatsDReceiver(() -> new UnixInlet(null, socket), "no Unix socket at " + socket);
    }

    /** Stops to read, once a datagram that is already awaited has come: an agent that has hung up. */
    public synchronized void pause() {
        paused = true;
    }

    /** Reads on. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
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
        long mine = drainsAsked.incrementAndGet();
        boolean drained = Waiting.until(() -> {
            if (drainsSeen < mine) {
                throwFailure();
                sendToMyself(mine); // again and again, because the kernel takes this one, too, only if there is room
            }
            return drainsSeen >= mine;
        }, limit);
        if (!drained) {
            throw new IllegalStateException("the DogStatsD receiver did not get to the end of its input within " + limit
                    + "; datagrams read: " + datagrams);
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
        return datagrams;
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
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try (inlet) {
            // A thread that waits for a datagram does not always learn that its socket is closed, so it gets one.
            while (reader.isAlive()) {
                sendToMyself(0);
                reader.ended(TO_END);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the DogStatsD receiver's socket could not be closed", e);
        }
        throwFailure();
    }

    private void read() throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM_BYTES);
        while (true) {
            inlet.receive(buffer.clear());
            synchronized (this) {
                while (paused && !closing) {
                    wait();
                }
                if (closing) {
                    return;
                }
            }
            take(buffer.flip());
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
            drainsSeen = Math.max(drainsSeen, Long.parseLong(text.substring(drainMark.length())));
        } else {
            totals.enter(text);
            datagrams++;
        }
    }

    private void sendToMyself(long drain) {
        try {
            inlet.sendToMyself(ByteBuffer.wrap((drainMark + drain).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the DogStatsD receiver could not send to itself", e);
        }
    }

    private void throwFailure() {
        if (reader.thrown() != null) {
            throw new IllegalStateException("the DogStatsD receiver's thread failed", reader.thrown());
        }
    }
}
