package metricsbuffer.interleavings;

/** A key whose hash code is that of every other one, and that lets another thread in when a map compares it. */
record Colliding(String name, Runnable whenCompared) {

    Colliding(String name) {
        this(name, () -> {});
    }

    @Override
    public boolean equals(Object other) {
        whenCompared.run();
        return other instanceof Colliding that && that.name.equals(name);
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
