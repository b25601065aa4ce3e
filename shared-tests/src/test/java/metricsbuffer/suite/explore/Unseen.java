package metricsbuffer.suite.explore;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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
