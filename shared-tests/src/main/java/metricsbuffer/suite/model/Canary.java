package metricsbuffer.suite.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * Buffers with one known error each, so small that they can be seen to have no other. A check that does not find it
 * finds nothing, whatever it says of other buffers. None flushes by itself, unless it says so.
 */
public enum Canary implements BufferModule {

    /** Wrong: two records that read the same total write it back one over the other. */
    GET_THEN_PUT((sink, nanoClock, intervalNanos) -> new Slots(sink) {
        private final ConcurrentMap<Integer, Long> totals = new ConcurrentHashMap<>();

        @Override
        void record(int slot, long amount) {
            Long total = totals.get(slot);
            totals.put(slot, total == null ? amount : total + amount);
        }

        @Override
        public void flush() {
            for (int slot = 0; slot < SLOTS; slot++) {
                Long taken = totals.remove(slot);
                emit(slot, taken == null ? 0 : taken);
            }
        }
    }),

    /** Wrong: a metric that appears after the walk has passed is cleared away unread. */
    WALKED_THEN_CLEARED((sink, nanoClock, intervalNanos) -> new Slots(sink) {
        private final ConcurrentMap<Integer, AtomicLong> totals = new ConcurrentHashMap<>();

        @Override
        void record(int slot, long amount) {
            totals.computeIfAbsent(slot, absent -> new AtomicLong()).addAndGet(amount);
        }

        @Override
        public void flush() {
            totals.forEach((slot, total) -> emit(slot, total.getAndSet(0)));
            totals.clear();
        }
    }),

    /** Wrong: what is recorded between the copy and the clear is in neither. */
    COPIED_THEN_CLEARED((sink, nanoClock, intervalNanos) -> new Slots(sink) {
        private final Map<Integer, Long> totals = new HashMap<>(); // guarded by this

        @Override
        synchronized void record(int slot, long amount) {
            totals.merge(slot, amount, Long::sum);
        }

        @Override
        public void flush() {
            copy().forEach(this::emit);
            clear();
        }

        private synchronized Map<Integer, Long> copy() {
            return Map.copyOf(totals);
        }

        private synchronized void clear() {
            totals.clear();
        }
    }),

    /** Wrong: a record that has looked up its adder adds to it after the flush has removed and read it. */
    ADDER_REMOVED_AT_FLUSH((sink, nanoClock, intervalNanos) -> new Slots(sink) {
        private final ConcurrentMap<Integer, LongAdder> adders = new ConcurrentHashMap<>();

        @Override
        void record(int slot, long amount) {
            adders.computeIfAbsent(slot, absent -> new LongAdder()).add(amount);
        }

        @Override
        public void flush() {
            for (Integer slot : adders.keySet()) {
                LongAdder removed = adders.remove(slot);
                emit(slot, removed == null ? 0 : removed.sum());
            }
        }
    }),

    /** Wrong: two flushes read the same total, and each emits it before it takes it away. */
    EMITTED_THEN_SUBTRACTED((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        @Override
        void flush(int slot) {
            long total = totals.get(slot);
            emit(slot, total);
            totals.addAndGet(slot, -total);
        }
    }),

    /** Wrong: a flush that is late marks less as emitted than another one has emitted already. */
    MARKED_BY_GET_AND_SET((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        private final AtomicLongArray emitted = new AtomicLongArray(SLOTS);

        @Override
        void flush(int slot) {
            long recorded = totals.get(slot);
            emit(slot, Math.max(0, recorded - emitted.getAndSet(slot, recorded)));
        }
    }),

    /** Wrong: what is recorded while a refused total is put back, between the read and the write, is overwritten. */
    PUT_BACK_BY_GET_THEN_SET((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        @Override
        public void flush() {
            RuntimeException refusal = null;
            for (int slot = 0; slot < SLOTS; slot++) {
                long total = totals.getAndSet(slot, 0);
                try {
                    emit(slot, total);
                } catch (RuntimeException e) {
                    totals.set(slot, totals.get(slot) + total);
                    refusal = e;
                }
            }
            if (refusal != null) {
                throw refusal;
            }
        }
    }),

    /** Wrong: a flush that finds another one running returns, and leaves what the other has passed already. */
    GIVES_UP_WHILE_ANOTHER_FLUSHES((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        private final AtomicBoolean flushing = new AtomicBoolean();

        @Override
        public void flush() {
            if (flushing.compareAndSet(false, true)) {
                super.flush();
                flushing.set(false);
            }
        }
    }),

    /** No atomic cut: records go on between two metrics, the lower of which is emptied first. */
    EMPTIED_ONE_BY_ONE((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink)),

    /** No atomic cut: as {@link EmptiedOneByOne}, with the higher of two metrics emptied first. */
    EMPTIED_ONE_BY_ONE_FROM_THE_TOP((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        @Override
        public void flush() {
            for (int slot = SLOTS - 1; slot >= 0; slot--) {
                flush(slot);
            }
        }
    }),

    /** A cut through what each thread recorded, and none across threads: their rows are taken one by one. */
    A_ROW_A_THREAD((sink, nanoClock, intervalNanos) -> new Rows(sink) {
        @Override
        public void flush() {
            for (int row = 0; row < size(); row++) {
                flush(row);
            }
        }
    }),

    /** As {@link #A_ROW_A_THREAD}, with the row of the last thread that came taken first. */
    A_ROW_A_THREAD_FROM_THE_LAST((sink, nanoClock, intervalNanos) -> new Rows(sink) {
        @Override
        public void flush() {
            for (int row = size() - 1; row >= 0; row--) {
                flush(row);
            }
        }
    }),

    /** Wrong: a flush takes two locks in one order, a record that begins a flush takes them in the other. */
    LOCKS_IN_THE_OTHER_ORDER((sink, nanoClock, intervalNanos) -> new Slots(sink) {
        private final Object flushes = new Object();
        private final Object records = new Object();
        private final long[] totals = new long[SLOTS]; // guarded by records
        private long lastFlush; // guarded by records

        @Override
        void record(int slot, long amount) {
            synchronized (records) {
                totals[slot] += amount;
                if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
                    flush();
                }
            }
        }

        @Override
        public void flush() {
            synchronized (flushes) {
                synchronized (records) {
                    lastFlush = nanoClock.getAsLong();
                    for (int slot = 0; slot < SLOTS; slot++) {
                        emit(slot, totals[slot]);
                        totals[slot] = 0;
                    }
                }
            }
        }
    }),

    /** Wrong: two records read the time of the last flush before either of them sets it, and both flush. */
    PLAIN_INTERVAL_CHECK((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        private volatile long lastFlush;

        @Override
        void record(int slot, long amount) {
            super.record(slot, amount);
            if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
                flush();
            }
        }

        @Override
        public void flush() {
            lastFlush = nanoClock.getAsLong();
            super.flush();
        }
    }),

    /** Wrong: a record that has claimed the flush, and on a second look finds it done, never takes the claim back. */
    FLAG_LEFT_SET((sink, nanoClock, intervalNanos) -> new AtomicSlots(sink) {
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile long lastFlush;

        @Override
        void record(int slot, long amount) {
            super.record(slot, amount);
            if (intervalIsOver() && claimed.compareAndSet(false, true)) {
                if (!intervalIsOver()) {
                    return;
                }
                flush();
                claimed.set(false);
            }
        }

        @Override
        public void flush() {
            lastFlush = nanoClock.getAsLong();
            super.flush();
        }

        private boolean intervalIsOver() {
            return nanoClock.getAsLong() - lastFlush > intervalNanos;
        }
    });

    private final Buffers buffers;

    Canary(Buffers buffers) {
        this.buffers = buffers;
    }

    @Override
    public List<String> counters() {
        return List.of("counter 0", "counter 1");
    }

    @Override
    public List<String> timings() {
        return List.of("timing 0", "timing 1");
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return buffers.create(sink, nanoClock, intervalNanos);
    }

    private interface Buffers {
        BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos);
    }

    /** The buffer of a canary: its metrics are slots, the counters first. */
    private abstract static class Slots implements BufferPort {

        /** Rather more than a scenario uses, and about as many as a module has: a loop over them is to be as long. */
        static final int SLOTS = 16;

        private static final int FIRST_TIMING = 8;

        private final BufferSink sink;

        Slots(BufferSink sink) {
            this.sink = sink;
        }

        abstract void record(int slot, long amount);

        @Override
        public final void increment(int counter, long amount) {
            record(counter, amount);
        }

        @Override
        public final void time(int timing, long nanos) {
            record(FIRST_TIMING + timing, nanos);
        }

        final void emit(int slot, long total) {
            if (total == 0) {
                return;
            }
            if (slot < FIRST_TIMING) {
                sink.counter(slot, total);
            } else {
                sink.timing(slot - FIRST_TIMING, total);
            }
        }
    }

    /** Exact for each metric, without an atomic cut: what most canaries are but for the step that is their error. */
    private static class AtomicSlots extends Slots {

        final AtomicLongArray totals = new AtomicLongArray(SLOTS);

        AtomicSlots(BufferSink sink) {
            super(sink);
        }

        @Override
        void record(int slot, long amount) {
            totals.addAndGet(slot, amount);
        }

        @Override
        public void flush() {
            for (int slot = 0; slot < SLOTS; slot++) {
                flush(slot);
            }
        }

        void flush(int slot) {
            emit(slot, totals.getAndSet(slot, 0));
        }
    }

    /** A row of totals for each thread, which a flush takes whole. */
    private abstract static class Rows extends Slots {

        private final Thread[] owners = new Thread[3]; // guarded by this, as all here; there are no more threads
        private final long[][] rows = new long[owners.length][];
        private int size;

        Rows(BufferSink sink) {
            super(sink);
        }

        @Override
        final synchronized void record(int slot, long amount) {
            int row = 0;
            while (row < size && owners[row] != Thread.currentThread()) {
                row++;
            }
            if (row == size) {
                owners[row] = Thread.currentThread();
                rows[row] = new long[SLOTS];
                size++;
            }
            rows[row][slot] += amount;
        }

        final synchronized int size() {
            return size;
        }

        final void flush(int row) {
            long[] taken = take(row);
            for (int slot = 0; slot < SLOTS; slot++) {
                emit(slot, taken[slot]);
            }
        }

        private synchronized long[] take(int row) {
            long[] taken = rows[row];
            rows[row] = new long[SLOTS];
            return taken;
        }
    }
}
