package metricsbuffer.suite.explore.standin;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * Of a {@link java.util.concurrent.locks.ReentrantLock}. To let go of it is part of the step before, so who tries it is
 * not judged.
 */
public final class LockStandIn implements Lock, StandIn {

    private int owner;
    private int holds;

    public LockStandIn() {}

    public LockStandIn(boolean fair) {}

    private boolean isFor(int thread) {
        return holds == 0 || owner == thread;
    }

    @Override
    public void lock() {
        if (!isHeldByCurrentThread()) {
            Turns.turnWhen(this::isFor, this, "lock()");
            owner = Turns.self();
        }
        holds++;
    }

    @Override
    public void lockInterruptibly() {
        lock();
    }

    @Override
    public boolean tryLock() {
        Turns.unknown("it calls ReentrantLock.tryLock, and to leave a lock is no step here");
        if (!isFor(Turns.self())) {
            return false;
        }
        lock();
        return true;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
        return tryLock();
    }

    @Override
    public void unlock() {
        if (!isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException();
        }
        holds--;
    }

    public boolean isHeldByCurrentThread() {
        return holds > 0 && owner == Turns.self();
    }

    public boolean isLocked() {
        Turns.unknown("it calls ReentrantLock.isLocked, and to leave a lock is no step here");
        return holds > 0;
    }

    @Override
    public Condition newCondition() {
        Turns.unknown("it waits for a condition of a lock");
        return null;
    }

    @Override
    public List<?> parts() {
        return holds == 0 ? List.of() : List.of(owner, holds);
    }

    @Override
    public String text(Function<Object, String> of) {
        return holds == 0 ? "free" : "held by " + Turns.name(owner);
    }
}
