package metricsbuffer.suite.benchmark;

import java.util.concurrent.locks.LockSupport;

/** A thread that does the same again and again. What it fails with is thrown by {@link #close()}. */
final class Repeating implements AutoCloseable {

    private final Thread thread;
    private volatile boolean closed;
    private volatile Throwable failure;

    private Repeating(String name, long pauseNanos, Runnable body) {
        thread = new Thread(() -> {
            try {
                while (!closed) {
                    body.run();
                    LockSupport.parkNanos(pauseNanos);
                }
            } catch (Throwable t) {
                failure = t;
            }
        }, name);
        thread.setDaemon(true);
    }

    static Repeating start(String name, long pauseNanos, Runnable body) {
        Repeating repeating = new Repeating(name, pauseNanos, body);
        repeating.thread.start();
        return repeating;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
        }
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
    }
}
