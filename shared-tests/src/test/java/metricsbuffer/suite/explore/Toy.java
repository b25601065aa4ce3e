package metricsbuffer.suite.explore;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Buffers so small that one can count their schedules by hand. Each keeps one total, whatever the metric. */
enum Toy implements BufferModule {

    /** A record reads, then writes. */
    PLAIN_FIELD(sink -> new OneTotal(sink) {
        private long total;

        @Override
        void add(long amount) {
            total += amount;
        }

        @Override
        long take() {
            long taken = total;
            total = 0;
            return taken;
        }
    }),

    /** A record is one step. */
    ATOMIC(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        long take() {
            return total.getAndSet(0);
        }
    }),

    /** The same by references to methods, which are calls, too. */
    ATOMIC_BY_REFERENCE(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();
        private final LongUnaryOperator add = total::addAndGet;
        private final LongUnaryOperator take = total::getAndSet;

        @Override
        void add(long amount) {
            add.applyAsLong(amount);
        }

        @Override
        long take() {
            return take.applyAsLong(0);
        }
    }),

    /** The elements of an array are read and written like a field. */
    PLAIN_ARRAY(sink -> new OneTotal(sink) {
        private final long[] total = new long[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        long take() {
            long taken = total.clone()[0];
            total[0] = 0;
            return taken;
        }
    }),

    /** A record enters the monitor, reads and writes. */
    SYNCHRONIZED(sink -> new OneTotal(sink) {
        private long total;

        @Override
        synchronized void add(long amount) {
            total += amount;
        }

        @Override
        synchronized long take() {
            long taken = total;
            total = 0;
            return taken;
        }
    }),

    /** The same with the monitor of a class, which is nobody's field. */
    SYNCHRONIZED_ON_A_CLASS(sink -> new OneTotal(sink) {
        private long total;

        @Override
        void add(long amount) {
            synchronized (Toy.class) {
                total += amount;
            }
        }

        @Override
        long take() {
            synchronized (Toy.class) {
                long taken = total;
                total = 0;
                return taken;
            }
        }
    }),

    /** Both halves of a lock in fields: who writes is alone. */
    READ_AND_WRITE_LOCKED(sink -> new OneTotal(sink) {
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private final Lock adding = lock.readLock();
        private final Lock taking = lock.writeLock();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            adding.lock();
            try {
                total.addAndGet(amount);
            } finally {
                adding.unlock();
            }
        }

        @Override
        long take() {
            taking.lock();
            try {
                long taken = total.get();
                total.set(0);
                return taken;
            } finally {
                taking.unlock();
            }
        }
    }),

    /** The same with a lock. */
    LOCKED(sink -> new OneTotal(sink) {
        private final ReentrantLock lock = new ReentrantLock();
        private long total;

        @Override
        void add(long amount) {
            lock.lock();
            try {
                total += amount;
            } finally {
                lock.unlock();
            }
        }

        @Override
        long take() {
            lock.lock();
            try {
                long taken = total;
                total = 0;
                return taken;
            } finally {
                lock.unlock();
            }
        }
    }),

    /** Two threads may wait for each other. */
    OPPOSITE_LOCKS(sink -> new OneTotal(sink) {
        private final Object one = new Object();
        private final Object other = new Object();
        private long total;

        @Override
        void add(long amount) {
            synchronized (one) {
                synchronized (other) {
                    total += amount;
                }
            }
        }

        @Override
        long take() {
            synchronized (other) {
                synchronized (one) {
                    long taken = total;
                    total = 0;
                    return taken;
                }
            }
        }
    }),

    /** A map that locks each call, and a walk that does not. */
    SYNCHRONIZED_MAP(sink -> new OneTotal(sink) {
        private final Map<String, Long> totals = Collections.synchronizedMap(new HashMap<>());

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        long take() {
            long sum = 0;
            for (Map.Entry<String, Long> entry : totals.entrySet()) {
                sum += entry.getValue();
            }
            totals.clear();
            return sum;
        }
    }),

    /** While a function is under way for a key, nobody else writes to it. */
    IN_COMPUTE(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            totals.computeIfPresent("total", (key, total) -> {
                emit(total);
                return null;
            });
        }

        @Override
        long take() {
            return 0;
        }
    }),

    /** What a function makes for a map is anybody's once it is in the map. */
    MADE_IN_A_MAP(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, long[]> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.computeIfAbsent("total", absent -> {
                long[] made = new long[1];
                made[0] = 0;
                return made;
            })[0] += amount;
        }

        @Override
        long take() {
            long[] total = totals.get("total");
            return total == null ? 0 : total[0];
        }
    }),

    /** A function that is handed to an atomic is part of its step, whatever it does. */
    UPDATED_BY_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicReference<Map<String, Long>> totals = new AtomicReference<>(new HashMap<>());

        @Override
        void add(long amount) {
            totals.updateAndGet(before -> {
                Map<String, Long> after = new HashMap<>(before);
                after.merge("total", amount, Long::sum);
                return after;
            });
        }

        @Override
        long take() {
            return totals.getAndSet(new HashMap<>()).getOrDefault("total", 0L);
        }
    }),

    /** Throws what nobody expects. */
    THROWS(sink -> new OneTotal(sink) {
        private volatile boolean recording;
        private int flushes;

        @Override
        void add(long amount) {
            recording = true;
            recording = false;
        }

        @Override
        long take() {
            flushes++;
            if (recording) {
                throw new IllegalStateException("somebody records");
            }
            return 0;
        }
    }),

    /** Waits for another thread in a loop that lets it go on. */
    GIVES_WAY(sink -> new OneTotal(sink) {
        private final AtomicBoolean busy = new AtomicBoolean();
        private long total;

        @Override
        void add(long amount) {
            enter();
            total += amount;
            busy.set(false);
        }

        @Override
        long take() {
            enter();
            long taken = total;
            total = 0;
            busy.set(false);
            return taken;
        }

        private void enter() {
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
        }
    }),

    /** Waits for what nobody does. */
    WAITS_FOR_EVER(sink -> new OneTotal(sink) {
        private final AtomicLong records = new AtomicLong();

        @Override
        void add(long amount) {
            if (records.incrementAndGet() == 2) {
                while (records.get() < 5) {
                    Thread.yield();
                }
            }
        }

        @Override
        long take() {
            return 0;
        }
    }),

    /** Waits in a loop for another thread. */
    SPINS(sink -> new OneTotal(sink) {
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        void add(long amount) {
            while (!busy.compareAndSet(false, true)) {
                continue;
            }
            busy.set(false);
        }

        @Override
        long take() {
            return 0;
        }
    }),

    /** Does nothing: there is nothing to see. */
    NOTHING(sink -> new OneTotal(sink) {
        @Override
        void add(long amount) {}

        @Override
        long take() {
            return 0;
        }
    }),

    /** Calls what nobody stands in for. */
    UNKNOWN(sink -> new OneTotal(sink) {
        private final Semaphore permits = new Semaphore(1);

        @Override
        void add(long amount) {
            permits.acquireUninterruptibly();
            permits.release();
        }

        @Override
        long take() {
            return 0;
        }
    }),

    /** Calls a method that the stand-in does not have. */
    UNKNOWN_METHOD(sink -> new OneTotal(sink) {
        private final ConcurrentHashMap<String, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        long take() {
            return totals.reduceValuesToLong(1, Long::longValue, 0, Long::sum);
        }
    }),

    /** Has a thread of its own. */
    OWN_THREAD(sink -> new OneTotal(sink) {
        @Override
        void add(long amount) {
            new Thread(() -> emit(amount)).start();
        }

        @Override
        long take() {
            return 0;
        }
    }),

    /** Remembers what other buffers did. */
    STATIC_STATE(sink -> new OneTotal(sink) {
        @Override
        void add(long amount) {
            Held.TOTAL.addAndGet(amount);
        }

        @Override
        long take() {
            return Held.TOTAL.get();
        }
    });

    private static final class Held {
        private static final AtomicLong TOTAL = new AtomicLong();
    }

    private interface Buffers {
        BufferPort create(BufferSink sink);
    }

    private final Buffers buffers;

    Toy(Buffers buffers) {
        this.buffers = buffers;
    }

    @Override
    public List<String> counters() {
        return List.of("counter 0", "counter 1");
    }

    @Override
    public List<String> timings() {
        return List.of("timing 0");
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return buffers.create(sink);
    }

    private abstract static class OneTotal implements BufferPort {

        private final BufferSink sink;

        OneTotal(BufferSink sink) {
            this.sink = sink;
        }

        abstract void add(long amount);

        abstract long take();

        final void emit(long total) {
            if (total > 0) {
                sink.counter(0, total);
            }
        }

        @Override
        public final void increment(int counter, long amount) {
            add(amount);
        }

        @Override
        public final void time(int timing, long nanos) {
            add(nanos);
        }

        @Override
        public void flush() {
            emit(take());
        }
    }
}
