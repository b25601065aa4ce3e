package metricsbuffer.memory;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads, each of which says that it is there and then looks whether the other one is. Under every interleaving at
 * least one of them sees the other. See MB-F08.
 */
abstract class StoreBuffering {

    /** What the two threads have seen, in one round: 0 if not the other. */
    int seenByFirst;
    int seenBySecond;

    private boolean over; // written before both meet, read after

    abstract void reset();

    abstract void first();

    abstract void second();

    /** With plain fields: a data race. */
    static final class Plain extends StoreBuffering {

        private int firstIsThere;
        private int secondIsThere;

        @Override
        void reset() {
            firstIsThere = 0;
            secondIsThere = 0;
        }

        @Override
        void first() {
            firstIsThere = 1;
            seenByFirst = secondIsThere;
        }

        @Override
        void second() {
            secondIsThere = 1;
            seenBySecond = firstIsThere;
        }
    }

    /** The same with volatile ones: no data race, and so sequentially consistent. */
    static final class Volatile extends StoreBuffering {

        private volatile int firstIsThere;
        private volatile int secondIsThere;

        @Override
        void reset() {
            firstIsThere = 0;
            secondIsThere = 0;
        }

        @Override
        void first() {
            firstIsThere = 1;
            seenByFirst = secondIsThere;
        }

        @Override
        void second() {
            secondIsThere = 1;
            seenBySecond = firstIsThere;
        }
    }

    /** What was counted: in how many rounds of how many neither saw the other. */
    record Count(int neither, int rounds) {}

    /** Plays rounds on the machine as it is, until there are enough of them or the time is over. */
    final Count play(int atMost, Duration limit) throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> played = other.submit(() -> {
                for (int round = 0; ; round++) {
                    meet(arrived, 4 * round + 2);
                    if (over) {
                        return;
                    }
                    second();
                    meet(arrived, 4 * round + 4);
                }
            });
            long deadline = System.nanoTime() + limit.toNanos();
            int neither = 0;
            for (int round = 0; ; round++) {
                reset();
                over = round == atMost || System.nanoTime() - deadline > 0;
                meet(arrived, 4 * round + 2);
                if (over) {
                    played.get(20, TimeUnit.SECONDS);
                    return new Count(neither, round);
                }
                first();
                meet(arrived, 4 * round + 4);
                if (seenByFirst == 0 && seenBySecond == 0) {
                    neither++;
                }
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Goes on when both have come: as closely together as can be. What was written before is visible after. */
    private static void meet(AtomicInteger arrived, int both) {
        arrived.incrementAndGet();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int looks = 0;
        while (arrived.get() < both) {
            if (++looks % 1_000 == 0) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the other thread did not come");
                }
                Thread.yield(); // there may be one CPU only
            }
            Thread.onSpinWait();
        }
    }
}
