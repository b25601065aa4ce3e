package metricsbuffer.suite.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the first thread that comes to it until it is opened: a scenario's way to say 'here, and not further, until
 * the other thread has done its part'. All later threads pass. Safe for use by several threads.
 *
 * <p>Nobody waits for ever: a gate that is not opened within 60 s lets the thread go, and fails the scenario at
 * {@link #requireOrderlyUse()}.
 */
public final class Gate {

    private static final long FORGOTTEN_AFTER_SECONDS = 60;

    private final String name;
    private final AtomicReference<Thread> held = new AtomicReference<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile String misuse;

    /** @param name what is held here, for messages */
    public Gate(String name) {
        this.name = name;
    }

    /** Waits here if this thread is the first to come, until the gate is opened. */
    public void pass() {
        if (held.compareAndSet(null, Thread.currentThread())) {
            awaitOpen();
        }
    }

    /** Waits until the gate is opened, whoever was here before. */
    public void awaitOpen() {
        try {
            if (!opened.await(FORGOTTEN_AFTER_SECONDS, TimeUnit.SECONDS)) {
                misuse = "the gate '" + name + "' was never opened";
            }
        } catch (InterruptedException e) {
            misuse = "a thread was interrupted at the gate '" + name + "'";
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a thread has come. */
    public boolean reached() {
        return held.get() != null;
    }

    /** Whether this is the thread that is held here, or was. */
    public boolean hasHeld(Thread thread) {
        return held.get() == thread;
    }

    /** Lets the held thread go, and everyone who is still to come pass. */
    public void open() {
        held.compareAndSet(null, Thread.currentThread());
        opened.countDown();
    }

    /** Fails if a thread was let go by anything but {@link #open()}: the interleaving was not the intended one. */
    public void requireOrderlyUse() {
        if (misuse != null) {
            throw new IllegalStateException(misuse);
        }
    }
}
