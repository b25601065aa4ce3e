package metricsbuffer.suite.load;

import java.util.List;

/** A thread whose death is kept: an exception that ends in its thread fails nothing. */
final class Worker {

    private final Thread thread;
    private volatile Throwable cause;

    private Worker(String name, Runnable work) {
        thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable t) {
                cause = t;
            }
        }, name);
    }

    static Worker start(String name, Runnable work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** What it died of: one line, or none. */
    List<String> death() {
        if (cause == null) {
            return List.of();
        }
        cause.printStackTrace(System.out);
        return List.of("%s died of %s".formatted(thread.getName(), cause.getClass().getSimpleName()));
    }
}
