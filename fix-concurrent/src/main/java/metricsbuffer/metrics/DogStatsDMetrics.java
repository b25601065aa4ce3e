package metricsbuffer.metrics;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to a DogStatsD agent. Counters and gauges go out as such, timings as histograms of milliseconds, with
 * their fraction.
 *
 * <p>Safe for use by several threads. A call queues the value and returns, unless the queue is full: then it waits
 * for the agent; if it is interrupted meanwhile, the value is refused. So it is if a shutdown has begun and has waited
 * once already. A send that fails later is logged, and
 * counted in the recorder that was {@linkplain #attach attached}, on the client's own thread.
 *
 * <p>There are two queues, one after the other: the client's, and one before it. The client drops a value whose thread
 * is interrupted, and what is queued when its close is interrupted, and says neither. So only a thread of this class's
 * own, which nobody interrupts, calls the client.
 */
public final class DogStatsDMetrics implements Metrics, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DogStatsDMetrics.class);

    private static final int UNIX_SOCKET_TIMEOUT_MILLIS = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Several flushes' worth: the client's own queue is the long one. */
    private static final int QUEUE_SIZE = 256;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration WAIT_AT_THE_END = Duration.ofSeconds(2);
    /** However late a shutdown is: an agent that is well takes what is queued within this. */
    private static final Duration SHORTEST_CLOSE = Duration.ofMillis(100);

    private final Deadline deadline;
    private final StatsDClient client;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_SIZE);
    private final Thread handOver = new ClientThread(this::handOver);
    private final AtomicLong failedSends = new AtomicLong();
    private volatile Recorder recorder; // null until attached
    private boolean waitedAtTheEnd; // guarded by this
    private volatile boolean closed;

    /**
     * @param deadline of the shutdown of what is measured: after that nothing waits for the agent any more
     * @param constantTags sent with every value, as {@code key:value}
     * @throws com.timgroup.statsd.StatsDClientException if the host is unknown, or the socket cannot be opened
     */
    public DogStatsDMetrics(AgentAddress agent, Deadline deadline, String... constantTags) {
        this.deadline = deadline;
        NonBlockingStatsDClientBuilder builder = new NonBlockingStatsDClientBuilder();
        if (agent instanceof AgentAddress.Udp udp) {
            builder.hostname(udp.host()).port(udp.port());
        } else {
            // By default a send gives up after 100 ms, and its packet is gone whenever the agent pauses for longer.
            builder.address(agent.toString()).timeout(UNIX_SOCKET_TIMEOUT_MILLIS);
        }
        client = builder
                // A full queue makes the caller wait. Otherwise the client drops what does not fit; and, which
                // matters more here, close() drops what is still queued, and the last flush of a consumer never
                // arrives. The price: when the agent stalls on a Unix socket for long enough to fill the queue
                // (4,096 values, some minutes' worth of flushes), the thread that flushes waits for it, and that
                // may be the consumer thread. UDP does not wait for an agent: what it does not take is lost.
                .blocking(true)
                // With several, close() loses what all but one of them have in hand.
                .processorWorkers(1)
                // What comes here has been added up already.
                .enableAggregation(false)
                .enableTelemetry(false)
                .originDetectionEnabled(false)
                .constantTags(constantTags)
                .threadFactory(ClientThread::new)
                .errorHandler(this::sendFailed)
                .build();
        handOver.setName("dogstatsd-hand-over");
        handOver.start();
    }

    /** Names the recorder in which failed sends are counted. It records into a buffer that flushes to here. */
    public void attach(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void increment(String name, long amount, String... tags) {
        send(() -> client.count(name, amount, tags));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        send(() -> client.recordGaugeValue(name, value, tags));
    }

    @Override
    public void timing(String name, long nanos, String... tags) {
        // Not recordExecutionTime: it takes whole milliseconds.
        send(() -> client.recordHistogramValue(name, nanos / NANOS_PER_MILLI, tags));
    }

    /**
     * Sends what is queued, and ends the client's threads: until the deadline, or, if no shutdown has begun, for as
     * long as one may take. What is left then is lost, and logged, as is the number of sends that have failed. Values
     * that come after this are refused. An interrupt does not cut it short, and is kept.
     */
    @Override
    public void close() {
        Duration left = deadline.left();
        close(left.compareTo(SHORTEST_CLOSE) < 0 ? SHORTEST_CLOSE : left);
    }

    /** The same, but not until the deadline. */
    public void close(Duration timeout) {
        closed = true;
        queue.offer(() -> {}); // in case it waits for a value; if there is no room, it does not
        if (!endsWithin(timeout)) {
            log.error("The DogStatsD agent has not taken everything within {} ms: what is queued is lost",
                    timeout.toMillis());
        }
        long failed = failedSends.get();
        if (failed > 0) {
            log.warn("{} sends to DogStatsD failed, and what they carried is lost", failed);
        }
    }

    /** @throws IllegalStateException if the value is not taken */
    private void send(Runnable call) {
        if (closed) {
            throw new IllegalStateException("the DogStatsD client is closed");
        }
        if (Thread.currentThread() instanceof ClientThread) {
            // A failed send that is counted may begin a flush. If the queue is full, this thread would wait for
            // itself: it is one of those that empty the queue. The totals stay for the next flush.
            throw new IllegalStateException("a thread of the DogStatsD client cannot wait for its own queue");
        }
        try {
            if (!queue.offer(call)) { // which an interrupt does not keep from it: a worker may be interrupted
                awaitRoom(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the queue to the DogStatsD client was full", e);
        }
        if (closed && queue.remove(call)) {
            throw new IllegalStateException("the DogStatsD client is closed"); // it came too late to be handed over
        }
    }

    private void awaitRoom(Runnable call) throws InterruptedException {
        while (!deadline.hasBegun()) {
            if (queue.offer(call, LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
        if (!offerAtTheEnd(call)) {
            throw new IllegalStateException(
                    "the queue to the DogStatsD client is full, and a shutdown has no time to wait for it");
        }
    }

    /** A shutdown waits for the agent once, for all who wait: it has more to do. */
    private synchronized boolean offerAtTheEnd(Runnable call) throws InterruptedException {
        Duration wait = waitedAtTheEnd ? Duration.ZERO : deadline.share(WAIT_AT_THE_END);
        waitedAtTheEnd = true;
        return queue.offer(call, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean endsWithin(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        while (handOver.isAlive() && end - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(handOver, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !handOver.isAlive();
    }

    /** Calls the client with what is queued, and closes it when that is done. Nobody interrupts this thread. */
    private void handOver() {
        // 'closed' is read before the queue: who queues something after that sees it, too, and takes it back.
        while (!(closed && queue.isEmpty())) {
            try {
                // Not for ever: what the queue held a moment ago may have been taken back, and nothing comes after it.
                Runnable call = queue.poll(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
                if (call != null) {
                    call.run();
                }
            } catch (InterruptedException e) {
                // It was not for a value that is queued: they are all there.
            } catch (Throwable e) { // if this thread ended, the queue would fill up, and then everybody wait
                sendFailed(e);
            }
        }
        client.close();
    }

    /** Runs on a thread of the client, which ends if this throws. */
    private void sendFailed(Throwable failure) {
        if (failedSends.incrementAndGet() == 1) {
            log.warn("Sending to DogStatsD failed. Failures after this one are counted, as {}, and logged at debug",
                    ConsumerCounter.METRICS_SEND_ERRORS.metricName(), failure);
        } else {
            log.debug("Sending to DogStatsD failed", failure);
        }
        Recorder attached = recorder;
        if (attached == null) {
            return;
        }
        try {
            attached.increment(ConsumerCounter.METRICS_SEND_ERRORS, 1);
        } catch (Throwable e) {
            log.error("A failed send could not be counted", e);
        }
    }

    /** Marks the client's own threads. */
    private static final class ClientThread extends Thread {

        ClientThread(Runnable body) {
            super(body);
            setDaemon(true);
        }
    }
}
