package metricsbuffer.suite.explore.standin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * Of a {@link java.util.concurrent.locks.ReentrantReadWriteLock}. To let go of it is part of the step before, so who
 * tries it is not judged.
 */
public final class ReadWriteLockStandIn implements ReadWriteLock, StandIn {

    private final Map<Integer, Integer> readers = new TreeMap<>(); // how often each thread holds it
    private int writer;
    private int writes;

    public ReadWriteLockStandIn() {}

    public ReadWriteLockStandIn(boolean fair) {}

    @Override
    public Lock readLock() {
        return new Half("readLock().lock()", this::mayRead) {
            @Override
            void take() {
                readers.merge(Turns.self(), 1, Integer::sum);
            }

            @Override
            public void unlock() {
                if (!readers.containsKey(Turns.self())) {
                    throw new IllegalMonitorStateException();
                }
                readers.computeIfPresent(Turns.self(), (thread, holds) -> holds == 1 ? null : holds - 1);
            }
        };
    }

    @Override
    public Lock writeLock() {
        return new Half("writeLock().lock()", this::mayWrite) {
            @Override
            void take() {
                writer = Turns.self();
                writes++;
            }

            @Override
            public void unlock() {
                if (writes == 0 || writer != Turns.self()) {
                    throw new IllegalMonitorStateException();
                }
                writes--;
            }
        };
    }

    private boolean mayRead(int thread) {
        return writes == 0 || writer == thread;
    }

    /** Not even who reads: the lock cannot be upgraded. */
    private boolean mayWrite(int thread) {
        return mayRead(thread) && readers.isEmpty();
    }

    private abstract class Half implements Lock, StandIn {

        private final String call;
        private final IntPredicate open;

        Half(String call, IntPredicate open) {
            this.call = call;
            this.open = open;
        }

        abstract void take();

        @Override
        public void lock() {
            Turns.turnWhen(open, ReadWriteLockStandIn.this, call);
            take();
        }

        @Override
        public void lockInterruptibly() {
            lock();
        }

        @Override
        public boolean tryLock() {
            Turns.unknown("it calls Lock.tryLock, and to leave a lock is no step here");
            boolean free = open.test(Turns.self());
            if (free) {
                take();
            }
            return free;
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            return tryLock();
        }

        @Override
        public Condition newCondition() {
            Turns.unknown("it waits for a condition of a lock");
            return null;
        }

        @Override
        public List<?> parts() {
            return List.of(ReadWriteLockStandIn.this);
        }

        @Override
        public String text(Function<Object, String> of) {
            return of.apply(ReadWriteLockStandIn.this);
        }
    }

    @Override
    public List<?> parts() {
        return List.of(readers.keySet().toArray(), readers.values().toArray(), writes == 0 ? -2 : writer, writes);
    }

    @Override
    public String text(Function<Object, String> of) {
        return writes > 0 ? "written by " + Turns.name(writer) : readers.isEmpty() ? "free"
                : "read by " + readers.keySet().stream().map(Turns::name).collect(Collectors.joining(", "));
    }
}
