package metricsbuffer.suite.explore.standin;

/** Of an {@link java.util.concurrent.atomic.AtomicBoolean}. */
public final class AtomicBooleanStandIn extends Cell<Boolean> {

    private static final long serialVersionUID = 1L;

    public AtomicBooleanStandIn() {
        this(false);
    }

    public AtomicBooleanStandIn(boolean value) {
        super(value);
    }

    public boolean get() {
        return read("get()");
    }

    public void set(boolean written) {
        write("set(%s)", written);
    }

    public boolean getPlain() {
        return read("getPlain()");
    }

    public boolean getAcquire() {
        return read("getAcquire()");
    }

    public void setPlain(boolean written) {
        write("setPlain(%s)", written);
    }

    public void setRelease(boolean written) {
        write("setRelease(%s)", written);
    }

    public void lazySet(boolean written) {
        write("lazySet(%s)", written);
    }

    public boolean getAndSet(boolean written) {
        return swap("getAndSet(%s)", written);
    }

    public boolean compareAndSet(boolean expected, boolean written) {
        return swapIf("compareAndSet(%s, %s)", expected, written);
    }
}
