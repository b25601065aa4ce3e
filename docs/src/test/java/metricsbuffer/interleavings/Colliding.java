package metricsbuffer.interleavings;

/** A key whose hash code is that of every other one, and that lets another thread in when it is compared. */
final class Colliding {

    private final String name;
    private Runnable whenCompared = () -> {};

    Colliding(String name) {
        this.name = name;
    }

    /** What happens, once, when a map compares this key with one that it holds. */
    void whenCompared(Runnable once) {
        whenCompared = once;
    }

    @Override
    public boolean equals(Object other) {
        Runnable once = whenCompared;
        whenCompared = () -> {};
        once.run();
        return other instanceof Colliding && ((Colliding) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
