package metricsbuffer.strategies;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.Attempts;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.processing.MessageRejectedException;
import metricsbuffer.processing.ProcessingStrategy;
import metricsbuffer.processing.Timed;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs a task for each record in a pool, several at once, and hands the records on in the order in which they
 * came: a record waits for those before it, so that no offset is committed ahead of a record that is not done.
 *
 * <p>Holds a bounded number of records, and rejects more. The strategy is confined to the consumer thread; the
 * task runs on the workers.
 */
public final class RunTaskInPool implements ProcessingStrategy {

    /** While the next strategy rejects a record, how long a join waits before offering it again. */
    private static final long REJECTED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RecordTask task;
    private final ExecutorService workers;
    private final int capacity;
    private final Recorder recorder;
    private final ProcessingStrategy next;
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean dropped; // something was held that was not done in time
    private boolean nextClosed;

    /**
     * @param task runs on several threads at once
     * @param workers shut down by its owner, after the strategy has ended
     * @param capacity how many records are held: waiting, running, or done and waiting for one before them
     * @param recorder takes the time of each task, on its worker
     */
    public RunTaskInPool(
            RecordTask task, ExecutorService workers, int capacity, Recorder recorder, ProcessingStrategy next) {
        this.task = Objects.requireNonNull(task, "task");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.capacity = capacity;
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        this.next = Objects.requireNonNull(next, "next");
    }

    @Override
    public void poll() {
        boolean accepted = true;
        while (accepted && !held.isEmpty() && held.element().result.isDone()) {
            accepted = handOnFirst();
        }
        next.poll();
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record) {
        if (held.size() >= capacity) {
            throw new MessageRejectedException();
        }
        held.add(new Held(record, workers.submit(() -> process(record)), false));
    }

    @Override
    public void skip(ConsumerRecord<byte[], byte[]> record) {
        if (held.stream().anyMatch(earlier -> earlier.isBefore(record))) {
            held.add(new Held(record, CompletableFuture.completedFuture(null), true));
        } else {
            next.skip(record);
        }
    }

    @Override
    public void close() {
        // The next strategy is closed when the last record has been handed on to it: in join.
    }

    @Override
    public boolean join(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!held.isEmpty() && held.element().isDoneWithin(deadline - System.nanoTime())) {
            if (!handOnFirst()) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    break;
                }
                next.poll();
                LockSupport.parkNanos(this, REJECTED_WAIT_NANOS);
            }
        }
        // Both are remembered, because the next strategy may report an invalid record: then this is called again.
        dropped |= !held.isEmpty();
        dropHeld();
        if (!nextClosed) {
            nextClosed = true;
            next.close();
        }
        return next.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))) && !dropped;
    }

    @Override
    public void terminate() {
        dropHeld();
        next.terminate();
    }

    private void process(ConsumerRecord<byte[], byte[]> record) {
        Timed.run(recorder, ConsumerTiming.PROCESSING_TIME, () -> RecordTask.run(task, record));
    }

    /** Hands on the first record, which is done. False if the next strategy rejects it. */
    private boolean handOnFirst() {
        Held first = held.element();
        try {
            if (first.skipped) {
                next.skip(first.record);
            } else {
                first.throwFailure();
                next.submit(first.record);
            }
        } catch (MessageRejectedException e) {
            return false;
        } catch (InvalidMessageException e) {
            if (e.isAbout(first.record)) {
                held.remove();
            } // otherwise it is one that the next strategy had taken before, and this one has not been handed on
            throw e;
        }
        // After any other failure it stays first, and nothing passes it: its offset is never committed.
        held.remove();
        return true;
    }

    private void dropHeld() {
        held.forEach(dropped -> dropped.result.cancel(true));
        held.clear();
    }

    /**
     * A record that has not been handed on.
     *
     * @param result of the task
     * @param skipped whether it was set aside before it came here: it has no task, and only keeps its place
     */
    private record Held(ConsumerRecord<byte[], byte[]> record, Future<?> result, boolean skipped) {

        boolean isBefore(ConsumerRecord<?, ?> other) {
            return record.offset() < other.offset()
                    && record.partition() == other.partition()
                    && record.topic().equals(other.topic());
        }

        boolean isDoneWithin(long nanos) {
            try {
                result.get(nanos, TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException e) {
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Throws what the task threw, if it did. The task has ended. */
        void throwFailure() {
            try {
                result.get();
            } catch (InterruptedException e) {
                throw new IllegalStateException("waiting for a task that has ended", e);
            } catch (ExecutionException e) {
                Throwable failure = e.getCause();
                if (failure instanceof MessageRejectedException) {
                    throw new IllegalStateException("a task that runs in a pool cannot reject its record", failure);
                }
                Attempts attempts = new Attempts();
                attempts.failed(failure);
                attempts.throwFirstFailure(); // as it is, a checked exception, too
            }
        }
    }
}
