package metricsbuffer.suite.explore;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
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

    /** A function that is handed to an atomic is part of its step: it may read, and make something new. */
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

    /** What a thread has put into the map it goes on with, be it still there or not. */
    PUTS_WHAT_IT_MADE(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, AtomicLong> totals = new ConcurrentHashMap<>();

        @Override
        void add(long amount) {
            AtomicLong total = totals.get("total");
            if (total == null) {
                total = new AtomicLong();
                totals.put("total", total);
            }
            total.addAndGet(amount);
        }

        @Override
        long take() {
            AtomicLong total = totals.get("total");
            return total == null ? 0 : total.getAndSet(0);
        }
    }),

    /** Loses a record only if a flush comes between two steps of it and changes what it has put into the map. */
    LOOKS_AGAIN_AT_WHAT_IT_MADE(sink -> new OneTotal(sink) {
        private final ConcurrentMap<String, AtomicLong> marks = new ConcurrentHashMap<>();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            AtomicLong mark = new AtomicLong();
            marks.put("mark", mark);
            mark.set(5);
            boolean lost = marks.get("mark") != mark && mark.get() == 5;
            total.addAndGet(lost ? 0 : amount);
        }

        @Override
        long take() {
            long taken = total.getAndSet(0);
            marks.computeIfPresent("mark", (key, mark) -> {
                mark.set(7);
                return new AtomicLong();
            });
            return taken;
        }
    }),

    /** What a thread has handed over inside of something else, another takes out and writes to. */
    HANDED_OVER_IN_A_HOLDER(sink -> new OneTotal(sink) {
        private Holder shared = new Holder();
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            Box box = new Box();
            Holder holder = new Holder();
            holder.box = box;
            shared = holder;
            box.value = amount;
            total.addAndGet(box.value);
        }

        @Override
        long take() {
            Holder holder = shared;
            Box box = holder.box;
            if (box != null) {
                holder.box = null;
                box.value = 1;
                shared = new Holder();
            }
            return total.getAndSet(0);
        }
    }),

    /** Two exceptions of one name, of which one is a refusal. */
    THROWS_AFTER_A_REFUSAL(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
        }

        @Override
        public void flush() {
            long taken = take();
            try {
                emit(taken);
            } catch (RuntimeException refused) {
                if (!total.compareAndSet(0, taken)) {
                    total.addAndGet(taken);
                    throw new IllegalStateException("somebody has recorded");
                }
                throw new IllegalStateException(refused);
            }
        }

        @Override
        long take() {
            return total.getAndSet(0);
        }
    }),

    /** Equal elements of a queue: which of them a walk is at tells where it goes on. */
    WALKS_OVER_EQUAL_ELEMENTS(sink -> new OneTotal(sink) {
        private final Queue<Integer> queue = new ConcurrentLinkedQueue<>(List.of(0));
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.addAndGet(amount);
            queue.add(0);
        }

        @Override
        long take() {
            queue.size();
            int walked = 0;
            for (int each : queue) {
                walked += 1 + each;
                if (walked == 1) {
                    queue.poll();
                }
            }
            return walked == 3 ? 0 * total.getAndSet(0) : total.getAndSet(0);
        }
    }),

    /** One element for each record; a flush takes out the first one, whatever it has walked over. */
    TAKES_OUT_THE_FIRST(sink -> new OneTotal(sink) {
        private final Queue<Integer> queue = new ConcurrentLinkedQueue<>();

        @Override
        void add(long amount) {
            queue.add(1);
        }

        @Override
        long take() {
            long sum = 0;
            for (int each : queue) {
                sum += each;
            }
            queue.poll();
            return sum;
        }
    }),

    /** A function that is handed to an atomic hands out what it has seen. */
    SEES_IN_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicReference<AtomicLong> total = new AtomicReference<>(new AtomicLong());
        private final AtomicLong flushes = new AtomicLong();

        @Override
        void add(long amount) {
            total.get().addAndGet(amount);
        }

        @Override
        long take() {
            long[] seen = new long[1];
            total.updateAndGet(held -> {
                seen[0] = held.get();
                return held;
            });
            flushes.incrementAndGet();
            total.get().set(0);
            return seen[0];
        }
    }),

    /** A function on an atomic that nobody else can reach is no part of a step: what it calls is a step. */
    UPDATES_ITS_OWN_BY_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            AtomicLong own = new AtomicLong(amount);
            own.updateAndGet(added -> {
                long before = total.get();
                total.set(before + added);
                return added;
            });
        }

        @Override
        long take() {
            return total.getAndSet(0);
        }
    }),

    /** The function is part of the step of an element, too. */
    UPDATED_IN_AN_ARRAY(sink -> new OneTotal(sink) {
        private final AtomicLongArray totals = new AtomicLongArray(1);
        private final AtomicLong factor = new AtomicLong(1);

        @Override
        void add(long amount) {
            totals.accumulateAndGet(0, amount, (before, added) -> before + added * factor.get());
        }

        @Override
        long take() {
            return totals.getAndSet(0, 0);
        }
    }),

    /** A function that is handed to an atomic writes to what it finds there. */
    WRITES_IN_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicReference<Box> total = new AtomicReference<>(new Box());

        @Override
        void add(long amount) {
            total.updateAndGet(box -> {
                box.value += amount;
                return box;
            });
        }

        @Override
        long take() {
            return total.get().value;
        }
    }),

    /** The same by a call. */
    CALLS_IN_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicReference<Map<String, Long>> totals = new AtomicReference<>(new HashMap<>());

        @Override
        void add(long amount) {
            totals.updateAndGet(before -> {
                before.merge("total", amount, Long::sum);
                return before;
            });
        }

        @Override
        long take() {
            return totals.getAndSet(new HashMap<>()).getOrDefault("total", 0L);
        }
    }),

    /** A function that is handed to an atomic enters a monitor. */
    ENTERS_IN_A_FUNCTION(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();

        @Override
        void add(long amount) {
            total.updateAndGet(before -> {
                synchronized (this) {
                    return before + amount;
                }
            });
        }

        @Override
        long take() {
            return total.getAndSet(0);
        }
    }),

    /** Does something else each time. */
    KEEPS_A_RANDOM_NUMBER(sink -> new OneTotal(sink) {
        private final AtomicLong total = new AtomicLong();
        private int last;

        @Override
        void add(long amount) {
            last = new Object().hashCode();
            total.addAndGet(amount);
        }

        @Override
        long take() {
            return total.getAndSet(0);
        }
    }),

    /** A list of what was recorded that leads back to its beginning. */
    RING(sink -> new OneTotal(sink) {
        private Link last = new Link();

        @Override
        void add(long amount) {
            Link before = last;
            Link link = new Link();
            link.value = before.value + amount;
            link.next = before;
            before.next = link;
            last = link;
        }

        @Override
        long take() {
            return last.value;
        }
    }),

    /** A list that is longer than a stack is high. */
    LONG_LIST(sink -> new OneTotal(sink) {
        private Link last = listOf(10_000);

        @Override
        void add(long amount) {
            Link link = new Link();
            link.value = last.value + amount;
            link.next = last;
            last = link;
        }

        @Override
        long take() {
            return last.value;
        }

        private static Link listOf(int links) {
            Link last = null;
            for (int made = 0; made < links; made++) {
                Link link = new Link();
                link.next = last;
                last = link;
            }
            return last;
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

    private static final class Box {
        private long value;
    }

    private static final class Link {
        private long value;
        private Link next;
    }

    private static final class Holder {
        private Box box;
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
