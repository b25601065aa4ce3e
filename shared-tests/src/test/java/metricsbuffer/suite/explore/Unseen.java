package metricsbuffer.suite.explore;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
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
    });

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
