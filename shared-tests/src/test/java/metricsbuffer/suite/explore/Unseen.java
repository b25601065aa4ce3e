package metricsbuffer.suite.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Buffers that do what an explorer could miss: it must see it, or not judge them. Each keeps one total. */
enum Unseen implements BufferModule {

    /** Calls what nobody stands in for, from the second flush on: in RECORD_AND_FLUSH that is the last one. */
    UNKNOWN_IN_THE_LAST_FLUSH(sink -> new OneTotal(sink) {
        private final AtomicLong flushes = new AtomicLong();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            if (flushes.incrementAndGet() > 1) {
                new Semaphore(1).release();
            }
            emit(total.getAndSet(0));
        }
    }),

    /** The same, and swallows what is thrown. */
    UNKNOWN_AND_SWALLOWED(sink -> new OneTotal(sink) {
        private final AtomicLong flushes = new AtomicLong();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            try {
                if (flushes.incrementAndGet() > 1) {
                    new Semaphore(1).release();
                }
            } catch (RuntimeException e) {
                total.get();
            }
            emit(total.getAndSet(0));
        }
    }),

    /** Calls a method that the stand-in does not have, and swallows what is thrown. */
    METHOD_SWALLOWED(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            try {
                long taken = total.get();
                while (total.compareAndExchange(taken, 0) != taken) {
                    taken = total.get();
                }
                emit(taken);
            } catch (Throwable e) {
                total.get();
            }
        }
    }),

    /** The same by a reference. */
    METHOD_BY_REFERENCE_SWALLOWED(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            try {
                LongSupplier plain = total::getOpaque;
                emit(plain.getAsLong());
            } catch (Throwable e) {
                total.get();
            }
        }
    }),

    /** The same in the last flush only. */
    METHOD_IN_THE_LAST_FLUSH(sink -> new OneTotal(sink) {
        private final AtomicLong flushes = new AtomicLong();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            if (flushes.incrementAndGet() > 1) {
                total.compareAndExchange(0, 0);
            }
            emit(total.getAndSet(0));
        }
    }),

    /** Reads an array by a method that is nobody's step: the lock is left before the reset. */
    COPY_OF_A_RANGE(sink -> new OneTotal(sink) {
        private final long[] total = new long[1];

        @Override
        synchronized void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            long[] taken = copy();
            reset();
            emit(taken[0]);
        }

        private synchronized long[] copy() {
            return Arrays.copyOfRange(total, 0, 1);
        }

        private synchronized void reset() {
            total[0] = 0;
        }
    }),

    /** Writes to an array by a method that is nobody's step. */
    FILL_A_RANGE(sink -> new OneTotal(sink) {
        private final long[] total = new long[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            long taken = total[0];
            Arrays.fill(total, 0, 1, 0);
            emit(taken);
        }
    }),

    /** Writes to an array that only such a method changes. */
    FILL_ONLY(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();
        private final long[] filled = new long[1];

        @Override
        void add(long amount) {
            Arrays.fill(filled, 0, 1, amount);
            total.addAndGet(filled[0]);
        }

        @Override
        public void flush() {
            emit(total.getAndSet(0));
        }
    }),

    /** A stream over an array. */
    STREAM_OF_AN_ARRAY(sink -> new OneTotal(sink) {
        private final long[] total = new long[1];

        @Override
        synchronized void add(long amount) {
            total[0] += amount;
        }

        @Override
        public synchronized void flush() {
            long taken = LongStream.of(total).sum();
            total[0] = 0;
            emit(taken);
        }
    }),

    /** The same by a reference to the method. */
    STREAM_BY_REFERENCE(sink -> new OneTotal(sink) {
        private final long[] total = new long[1];

        @Override
        synchronized void add(long amount) {
            total[0] += amount;
        }

        @Override
        public synchronized void flush() {
            Function<long[], LongStream> stream = Arrays::stream;
            long taken = stream.apply(total).sum();
            total[0] = 0;
            emit(taken);
        }
    }),

    /** A list that is an array. */
    LIST_OF_AN_ARRAY(sink -> new OneTotal(sink) {
        private final Long[] total = {0L};

        @Override
        void add(long amount) {
            Arrays.asList(total).set(0, total[0] + amount);
        }

        @Override
        public void flush() {
            long taken = total[0];
            total[0] = 0L;
            emit(taken);
        }
    }),

    /** Right: such methods see arrays of its own only, and some that nobody changes. */
    ARRAYS_OF_ITS_OWN(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();
        private final String[] names = {"one", "other"};

        @Override
        void add(long amount) {
            long[] mine = {amount, 0};
            Arrays.fill(mine, 1, 2, 0);
            total.addAndGet(Arrays.stream(mine).sum() * (Arrays.stream(names).count() - 1));
        }

        @Override
        public void flush() {
            emit(total.getAndSet(String.format("%d %s", 1, "").isEmpty() ? 1 : 0));
        }
    }),

    /** A field of a superclass, which reads it; a subclass writes to it. */
    FIELD_OF_A_SUPERCLASS(sink -> new OneTotal(sink) {
        private final Written total = new Written();

        @Override
        void add(long amount) {
            total.set(total.get() + amount);
        }

        @Override
        public void flush() {
            long taken = total.get();
            total.set(0);
            emit(taken);
        }
    }),

    /** Elements of an array of floats. */
    FLOATS(sink -> new OneTotal(sink) {
        private final float[] total = new float[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            emit((long) total[0]);
        }
    }),

    /** Elements of an array of short numbers. */
    SHORTS(sink -> new OneTotal(sink) {
        private final short[] total = new short[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            emit(total[0]);
        }
    }),

    /** Elements of an array of characters. */
    CHARS(sink -> new OneTotal(sink) {
        private final char[] total = new char[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            emit(total[0]);
        }
    }),

    /** Elements of an array of bytes. */
    BYTES(sink -> new OneTotal(sink) {
        private final byte[] total = new byte[1];

        @Override
        void add(long amount) {
            total[0] += amount;
        }

        @Override
        public void flush() {
            emit(total[0]);
        }
    }),

    /** A constant of an enum has a field that changes. */
    FIELD_OF_AN_ENUM(sink -> new OneTotal(sink) {
        private final AtomicLong records = new AtomicLong();

        @Override
        void add(long amount) {
            records.incrementAndGet();
            Changing.ONE.total += amount;
        }

        @Override
        public void flush() {
            emit(Changing.ONE.total);
            Changing.ONE.total = 0;
        }
    }),

    /** A constant of an enum holds what changes. */
    HELD_BY_AN_ENUM(sink -> new OneTotal(sink) {
        private final AtomicLong records = new AtomicLong();

        @Override
        void add(long amount) {
            records.incrementAndGet();
            Holding.ONE.total.addAndGet(amount);
        }

        @Override
        public void flush() {
            emit(Holding.ONE.total.getAndSet(0));
        }
    }),

    /** Right: an enum that is constant. */
    CONSTANT_ENUM(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(Constant.ONE.factor * amount + Constant.ONE.names.size());
        }

        @Override
        public void flush() {
            emit(total.getAndSet(0));
        }
    }),

    /** Leaves a lock that others try to enter, which tells them when. */
    TRIED_LOCK(sink -> new OneTotal(sink) {
        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            if (lock.tryLock()) {
                long taken = total.getAndSet(0);
                lock.unlock();
                emit(taken);
            }
        }
    }),

    /** Asks whether a lock is held. */
    ASKED_LOCK(sink -> new OneTotal(sink) {
        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            if (!lock.isLocked()) {
                emit(total.getAndSet(0));
            }
        }
    }),

    /** Tries a half of a lock. */
    TRIED_HALF(sink -> new OneTotal(sink) {
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            if (lock.writeLock().tryLock()) {
                long taken = total.getAndSet(0);
                lock.writeLock().unlock();
                emit(taken);
            }
        }
    }),

    /** Walks over a copy of the keys, which asks for their number and then walks. */
    COPY_OF_THE_KEYS(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            for (String key : List.copyOf(totals.keySet())) {
                emit(totals.remove(key));
            }
        }
    }),

    /** Right: what one flush takes out of a concurrent map by a view, no other one has. */
    TAKEN_BY_A_KEY(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Long, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.put(amount, amount);
        }

        @Override
        public void flush() {
            for (long amount : totals.keySet()) {
                if (totals.keySet().remove(amount)) {
                    emit(amount);
                }
            }
        }
    }),

    /** Right: an entry is taken out only while it is as the walk saw it. */
    TAKEN_BY_AN_ENTRY(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            for (Map.Entry<String, Long> entry : totals.entrySet()) {
                if (totals.entrySet().remove(entry)) {
                    emit(entry.getValue());
                }
            }
        }
    }),

    /** Right: so is a value. */
    TAKEN_IF_ZERO(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            Long taken = totals.replace("total", 0L);
            emit(taken == null ? 0 : taken);
            totals.values().removeIf(total -> total == 0);
        }
    }),

    /** Right: what one flush takes out of a queue, no other one has. */
    TAKEN_FROM_A_QUEUE(sink -> new OneTotal(sink) {
        private final Queue<Long> amounts = new ConcurrentLinkedQueue<>();

        @Override
        void add(long amount) {
            amounts.add(amount);
        }

        @Override
        public void flush() {
            for (Long amount : amounts) {
                if (amounts.remove(amount)) {
                    emit(amount);
                }
            }
        }
    }),

    /** Right: a synchronized map holds its monitor in this call, too. */
    REPLACED_UNDER_A_MONITOR(sink -> new OneTotal(sink) {
        private final Map<String, Long> totals = Collections.synchronizedMap(new HashMap<>());

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            totals.replaceAll((name, total) -> {
                emit(total);
                return 0L;
            });
        }
    }),

    /** Right: and in this one, of the value that it expects. */
    REPLACED_IF_EQUAL(sink -> new OneTotal(sink) {
        private final Map<String, Long> totals = Collections.synchronizedMap(new HashMap<>(Map.of("total", 0L)));

        @Override
        void add(long amount) {
            long before;
            do {
                before = totals.get("total");
            } while (!totals.replace("total", before, before + amount));
        }

        @Override
        public void flush() {
            emit(totals.replace("total", 0L));
        }
    }),

    /** Right: and in those of its views. */
    REMOVED_UNDER_A_MONITOR(sink -> new OneTotal(sink) {
        private final Map<String, Long> totals = Collections.synchronizedMap(new HashMap<>());

        @Override
        void add(long amount) {
            totals.merge("total", amount, Long::sum);
        }

        @Override
        public void flush() {
            totals.values().removeIf(total -> {
                emit(total);
                return true;
            });
        }
    }),

    /** To take an element out of an array reads it, then writes. */
    REMOVED_FROM_AN_ENUM_MAP(sink -> new OneTotal(sink) {
        private final Map<TimeUnit, Long> totals = new EnumMap<>(TimeUnit.class);

        @Override
        void add(long amount) {
            totals.put(TimeUnit.DAYS, amount);
        }

        @Override
        public void flush() {
            Long taken = totals.remove(TimeUnit.DAYS);
            emit(taken == null ? 0 : taken);
        }
    }),

    /** So does what sets the value of an entry of a map that is not made for threads. */
    SET_IN_AN_ENTRY(sink -> new OneTotal(sink) {
        private final Map<String, Long> totals = new HashMap<>(Map.of("total", 0L));

        @Override
        void add(long amount) {
            totals.put("total", amount);
        }

        @Override
        public void flush() {
            for (Map.Entry<String, Long> entry : totals.entrySet()) {
                emit(entry.setValue(0L));
            }
        }
    }),

    /** And what sets an element of a list. */
    SET_IN_A_LIST(sink -> new OneTotal(sink) {
        private final List<Long> totals = new ArrayList<>(List.of(0L));

        @Override
        void add(long amount) {
            totals.set(0, amount);
        }

        @Override
        public void flush() {
            emit(totals.set(0, 0L));
        }
    });

    private abstract static class Read {
        protected long total;

        final long get() {
            return total;
        }
    }

    private static final class Written extends Read {
        void set(long written) {
            total = written;
        }
    }

    private enum Changing {
        ONE;

        private long total;
    }

    private enum Holding {
        ONE;

        private final AtomicLong total = new AtomicLong();
    }

    private enum Constant {
        ONE;

        private final int factor = Integer.parseInt("1");
        private final List<String> names = List.of();
    }

    private interface Buffers {
        BufferPort create(BufferSink sink);
    }

    private final Buffers buffers;

    Unseen(Buffers buffers) {
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
    }
}
