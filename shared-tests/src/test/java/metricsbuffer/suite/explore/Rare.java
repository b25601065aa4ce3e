package metricsbuffer.suite.explore;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Buffers that do what few do, right ones and wrong ones. Each keeps one total. */
enum Rare implements BufferModule {

    // Two states that are easily taken for one.

    /** A thread takes out what it has kept for itself in an operation before. Loses a record that finds it busy. */
    TAKES_OUT_ITS_BATCH(sink -> new OneTotal(sink) {
        private final ThreadLocal<long[]> batch = ThreadLocal.withInitial(() -> new long[1]);
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            if (busy.compareAndSet(false, true)) {
                batch.get()[0] += amount;
            }
            busy.set(false);
        }

        @Override
        public void flush() {
            busy.set(true);
            busy.set(false);
            long[] taken = batch.get();
            batch.remove();
            total.addAndGet(taken[0]);
            emit(total.getAndSet(0));
        }
    }),

    /** Compares numbers by their identity, and puts an equal one in place of another. */
    SWAPS_A_DOUBLE(sink -> new OneTotal(sink) {
        private final AtomicReference<Double> total = new AtomicReference<>(0.0);

        @Override
        void add(long amount) {
            Double before = total.get();
            total.compareAndSet(before, before + amount);
        }

        @Override
        public void flush() {
            total.set(total.get() + 0);
            emit(Math.round(total.getAndSet(0.0)));
        }
    }),

    /** A number and its text. */
    MARKS_BY_TYPE(sink -> new OneTotal(sink) {
        private final AtomicReference<Object> mark = new AtomicReference<>("1");
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            mark.set(1);
            mark.set("1");
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            Object seen = mark.get();
            long taken = total.getAndSet(0);
            emit(seen instanceof String ? taken : 0);
        }
    }),

    /** The key of a map has fields that are not final, which its equals() reads. */
    KEY_OF_ITS_OWN(sink -> new OneTotal(sink) {
        private final Map<Key, Long> totals = new HashMap<>();

        @Override
        void add(long amount) {
            totals.merge(new Key("total"), amount, Long::sum);
        }

        @Override
        public void flush() {
            Long taken = totals.remove(new Key("total"));
            emit(taken == null ? 0 : taken);
        }
    }),

    // Right ones.

    /** The same key in a map that is made for threads. */
    CONCURRENT_KEY_OF_ITS_OWN(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Key, AtomicLong> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.computeIfAbsent(new Key("total"), absent -> new AtomicLong()).addAndGet(amount);
        }

        @Override
        public void flush() {
            AtomicLong total = totals.get(new Key("total"));
            emit(total == null ? 0 : total.getAndSet(0));
        }
    }),

    /** A stream over a map that others add to does not know how long it is. */
    LISTS_THE_KEYS(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Long, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge(amount, amount, Long::sum);
        }

        @Override
        public void flush() {
            for (long key : totals.keySet().stream().toList()) {
                Long taken = totals.remove(key);
                emit(taken == null ? 0 : taken);
            }
        }
    }),

    /** The same over entries, sorted. */
    SORTS_THE_ENTRIES(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Long, Long> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.merge(amount, amount, Long::sum);
        }

        @Override
        public void flush() {
            for (Map.Entry<Long, Long> entry : totals.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
                if (totals.remove(entry.getKey(), entry.getValue())) {
                    emit(entry.getValue());
                }
            }
        }
    }),

    /** And over a queue. */
    COPIES_A_QUEUE(sink -> new OneTotal(sink) {
        private final Queue<Long> amounts = new ConcurrentLinkedQueue<>();

        @Override
        void add(long amount) {
            amounts.add(amount);
        }

        @Override
        public void flush() {
            for (Object amount : amounts.stream().toArray()) {
                if (amounts.remove(amount)) {
                    emit((Long) amount);
                }
            }
        }
    }),

    /** Moves elements up in an array. */
    INSERTS_INTO_AN_ARRAY(sink -> new OneTotal(sink) {
        private final long[] amounts = new long[8];
        private int size;

        @Override
        synchronized void add(long amount) {
            System.arraycopy(amounts, 0, amounts, 1, size++);
            amounts[0] = amount;
        }

        @Override
        public synchronized void flush() {
            long sum = 0;
            while (size > 0) {
                sum += amounts[--size];
            }
            emit(sum);
        }
    }),

    /** Inserts into a list. */
    INSERTS_INTO_A_LIST(sink -> new OneTotal(sink) {
        private final List<Long> amounts = new ArrayList<>();

        @Override
        synchronized void add(long amount) {
            amounts.add(0, amount);
        }

        @Override
        public synchronized void flush() {
            amounts.forEach(this::emit);
            amounts.clear();
        }
    }),

    /** Lets others go on, be there some or not. */
    YIELDS(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
            Thread.yield();
        }

        @Override
        public void flush() {
            long taken = total.getAndSet(0);
            Thread.yield();
            emit(taken);
        }
    }),

    /** Tries again until the sink takes it, whatever it throws. */
    TRIES_AGAIN(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            long taken = total.getAndSet(0);
            while (taken > 0) {
                try {
                    emit(taken);
                    taken = 0;
                } catch (Throwable e) {
                    Thread.onSpinWait();
                }
            }
        }
    }),

    /** Logs by what the JDK has. */
    LOGS(sink -> new OneTotal(sink) {
        private final System.Logger logger = System.getLogger("rare");
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            logger.log(System.Logger.Level.TRACE, "recorded");
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            emit(total.getAndSet(0));
        }
    }),

    // How they end.

    /** Throws what has itself as its cause, in the end. */
    THROWS_A_RING(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            total.get();
            RuntimeException cause = new RuntimeException();
            RuntimeException thrown = new RuntimeException(cause);
            cause.initCause(thrown);
            thrown.addSuppressed(cause);
            throw thrown;
        }
    }),

    /** Throws an error in the last flush. */
    THROWS_AN_ERROR(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            throw new AssertionError();
        }
    }),

    /** Enters the monitor of nothing, but for the first record. */
    ENTERS_NULL(sink -> new OneTotal(sink) {
        private Object lock;
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            if (total.addAndGet(amount) > 1) {
                synchronized (lock) {
                    total.get();
                }
            }
        }

        @Override
        public void flush() {
            emit(total.getAndSet(0));
        }
    }),

    // Not judged.

    /** Does not leave what it has entered: the second record does not return. */
    NEVER_LEAVES(sink -> new OneTotal(sink) {
        private final AtomicBoolean busy = new AtomicBoolean();
        private long total;

        @Override
        void add(long amount) {
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            total += amount;
        }

        @Override
        public void flush() {
            emit(total);
        }
    }),

    /** A function that a real atomic may call twice, which would take the total twice. */
    TAKES_IN_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            long[] taken = new long[1];
            total.updateAndGet(before -> {
                taken[0] += before;
                return 0;
            });
            emit(taken[0]);
        }
    }),

    /** Hands itself out before it is whole. */
    ESCAPES(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Long, Escaping> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            new Escaping(totals, amount);
        }

        @Override
        public void flush() {
            totals.values().forEach(each -> emit(each.total.getAndSet(0)));
        }
    }),

    /** Copies all fields at once, in no step. */
    CLONES(sink -> new OneTotal(sink) {
        private final Cloned total = new Cloned();

        @Override
        void add(long amount) {
            total.total += amount;
        }

        @Override
        public void flush() {
            long taken = total.copy().total;
            total.total = 0;
            emit(taken);
        }
    }),

    /** Writes to a field that nobody sees it write to. */
    REFLECTS(sink -> new OneTotal(sink) {
        private final AtomicLong records = new AtomicLong();
        private final Cloned total = new Cloned();

        @Override
        void add(long amount) {
            records.incrementAndGet();
            try {
                Cloned.class.getDeclaredField("total").setLong(total, total.total + amount);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void flush() {
            emit(total.total);
        }
    }),

    /** Keeps its total in an exception. */
    KEEPS_IN_AN_EXCEPTION(sink -> new OneTotal(sink) {
        private final AtomicLong records = new AtomicLong();
        private final Carrier carrier = new Carrier();

        @Override
        void add(long amount) {
            records.incrementAndGet();
            carrier.total += amount;
        }

        @Override
        public void flush() {
            emit(carrier.total);
        }
    }),

    /** A map with a field of its own. */
    EXTENDS_A_MAP(sink -> new OneTotal(sink) {
        private final Extended totals = new Extended();

        @Override
        void add(long amount) {
            totals.put("last", amount);
            totals.total += amount;
        }

        @Override
        public void flush() {
            emit(totals.total);
        }
    }),

    /** A lock with a field of its own. */
    EXTENDS_A_LOCK(sink -> new OneTotal(sink) {
        private final Stripe stripe = new Stripe();

        @Override
        void add(long amount) {
            stripe.lock();
            stripe.total += amount;
            stripe.unlock();
        }

        @Override
        public void flush() {
            emit(stripe.total);
        }
    }),

    /** A map that has fields into which nobody can look. */
    EXTENDS_AN_ABSTRACT_MAP(sink -> new OneTotal(sink) {
        private final Hidden hidden = new Hidden();

        @Override
        void add(long amount) {
            hidden.total += amount;
        }

        @Override
        public void flush() {
            emit(hidden.total);
        }
    }),

    /** Calls a method that a stand-in does not have, by an interface, and swallows what is thrown. */
    SWALLOWS_AN_ERROR(sink -> new OneTotal(sink) {
        private final NavigableMap<String, Long> totals = new TreeMap<>();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            try {
                totals.pollFirstEntry();
            } catch (Throwable e) {
                total.get();
            }
            emit(total.getAndSet(0));
        }
    }),

    /** Casts to what a stand-in is not. */
    CASTS(sink -> new OneTotal(sink) {
        private final AtomicReference<SortedMap<String, Long>> totals = new AtomicReference<>(new TreeMap<>());

        @Override
        synchronized void add(long amount) {
            totals.get().merge("total", amount, Long::sum);
        }

        @Override
        public synchronized void flush() {
            totals.getAndSet(new TreeMap<>()).values().forEach(this::emit);
        }
    }),

    /** Threads that nobody has made. */
    HAS_HELPERS(sink -> new OneTotal(sink) {
        private final ConcurrentMap<Long, AtomicLong> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            totals.computeIfAbsent(amount, absent -> new AtomicLong()).addAndGet(amount);
        }

        @Override
        public void flush() {
            emit(totals.values().parallelStream().mapToLong(total -> total.getAndSet(0)).sum());
        }
    }),

    /** Goes by a time that is another one each time. */
    READS_THE_TIME(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(System.nanoTime() % 2 == 0 ? amount : 0);
        }

        @Override
        public void flush() {
            emit(total.getAndSet(0));
        }
    }),

    /** More to look at than is worth while. */
    IS_BIG(sink -> new OneTotal(sink) {
        private final long[] totals = new long[500_000];

        @Override
        void add(long amount) {
            for (int index = 0; index < 50; index++) {
                totals[index] += amount;
            }
        }

        @Override
        public void flush() {
            emit(totals[0]);
        }
    }),

    /** Waits until a time that does not come here. */
    WAITS_FOR_A_TIME(null) {
        @Override
        public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            return new OneTotal(sink) {
                private final AtomicLong total = new AtomicLong();

                @Override
                void add(long amount) {
                    total.addAndGet(amount);
                    long until = nanoClock.getAsLong() + 1;
                    while (nanoClock.getAsLong() < until) {
                        total.get();
                        Thread.onSpinWait();
                    }
                }

                @Override
                public void flush() {
                    emit(total.getAndSet(0));
                }
            };
        }
    };

    private static final class Key {
        private String name;

        Key(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(name, key.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private static final class Escaping {
        private final AtomicLong total;

        Escaping(Map<Long, Escaping> all, long amount) {
            all.put(amount, this);
            total = new AtomicLong(amount);
        }
    }

    private static final class Cloned implements Cloneable {
        private long total;

        Cloned copy() {
            try {
                return (Cloned) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private long total;
    }

    private static final class Extended extends HashMap<String, Long> {
        private static final long serialVersionUID = 1L;
        private long total;
    }

    private static final class Stripe extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        private long total;
    }

    private static final class Hidden extends AbstractMap<String, Long> {
        private long total;

        @Override
        public Set<Entry<String, Long>> entrySet() {
            return Set.of();
        }
    }

    private interface Buffers {
        BufferPort create(BufferSink sink);
    }

    private final Buffers buffers;

    Rare(Buffers buffers) {
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
