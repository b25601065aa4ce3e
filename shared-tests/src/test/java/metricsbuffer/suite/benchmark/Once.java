package metricsbuffer.suite.benchmark;

/** A thread that does one thing. What it fails with is thrown by {@link #close()}, which waits for it. */
final class Once implements AutoCloseable {

    private final Thread thread;
    private volatile Throwable failure;

    Once(String name, Runnable body) {
        thread = new Thread(() -> {
            try {
                body.run();
            } catch (Throwable t) {
                failure = t;
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
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
