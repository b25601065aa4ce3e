package metricsbuffer.suite.port;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A timer without a thread: for a buffer whose flushes are begun by a {@link ScheduledExecutorService} and not by its
 * records. The adapter hands it to the buffer in place of a real one, and turns it after each record.
 *
 * <p>A tick of a real timer may come at any moment. Right after a record is one of them, and the one at which scenarios
 * look; with it a buffer is judged as any other, and needs no {@code threads = own}. The tasks of a tick are run on the
 * thread that turns it. Whether its interval is over a task must see for itself: delays and periods are not looked at.
 *
 * <p>As a {@link java.util.concurrent.ScheduledThreadPoolExecutor} of one thread does, it runs no two tasks at once,
 * runs a task that has thrown never again and tells nobody but its future, and runs none after {@link #shutdown()}.
 */
public final class TurnedTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final Semaphore thread = new Semaphore(1); // whoever has it is the timer's thread
    private volatile boolean shutdown;

    /** A tick comes now. If one is under way, this one is left out: the next one comes soon. */
    public void tick() {
        if (!thread.tryAcquire()) {
            return;
        }
        try {
            tasks.forEach(this::turn);
        } finally {
            thread.release();
        }
    }

    /** What was scheduled, in order: for whoever asks what has become of it. */
    public List<ScheduledFuture<?>> scheduled() {
        return List.copyOf(tasks);
    }

    private void turn(Task task) {
        if (shutdown || task.isDone()) {
            return;
        }
        try {
            task.work.run();
        } catch (Throwable thrown) {
            task.completeExceptionally(thrown);
        }
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long initialDelay, long period, TimeUnit unit) {
        Task task = new Task(work);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(work, initialDelay, delay, unit);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && thread.availablePermits() > 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        if (!thread.tryAcquire(timeout, unit)) {
            return false;
        }
        thread.release();
        return shutdown;
    }

    // What is run once would need a thread.

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("only what is run again and again");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("only what is run again and again");
    }

    @Override
    public void execute(Runnable work) {
        throw new UnsupportedOperationException("only what is run again and again");
    }

    private static final class Task extends CompletableFuture<Object> implements ScheduledFuture<Object> {

        private final Runnable work;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
