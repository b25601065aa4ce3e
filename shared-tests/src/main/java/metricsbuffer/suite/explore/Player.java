package metricsbuffer.suite.explore;

import java.util.concurrent.locks.LockSupport;

/** A real thread that plays one part in each of many runs. */
final class Player extends Thread {

    private final Baton baton;
    private final int index;
    private final java.util.function.IntConsumer body;

    Player(Baton baton, int index, java.util.function.IntConsumer body) {
        super("explored-" + index);
        setDaemon(true);
        this.baton = baton;
        this.index = index;
        this.body = body;
    }

    @Override
    public void run() {
        while (baton.await(index)) {
            body.accept(index);
        }
    }

    /** Who has it runs; the others wait. */
    static final class Baton {

        static final int MAIN = -1;
        private static final int SPINS = 100;

        private final Thread main = Thread.currentThread();
        private final Thread[] players;
        private volatile int holder = MAIN;
        private volatile boolean ended;

        Baton(int players) {
            this.players = new Thread[players];
        }

        void add(int index, Player player) {
            players[index] = player;
        }

        Thread player(int index) {
            return players[index];
        }

        void pass(int to) {
            Thread next = to == MAIN ? main : players[to];
            holder = to;
            if (next != Thread.currentThread()) { // most steps are followed by one of the same thread
                LockSupport.unpark(next);
            }
        }

        /** Ends the players that wait. */
        void end() {
            ended = true;
            for (Thread player : players) {
                LockSupport.unpark(player);
            }
        }

        /** False if the players are to end. */
        boolean await(int index) {
            for (int spins = 0; holder != index; spins++) {
                if (ended) {
                    return false;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            return true;
        }

        /** For the main thread: false if it has not come back by then. */
        boolean awaitMain(long nanos) {
            long until = System.nanoTime() + nanos;
            while (holder != MAIN) {
                LockSupport.parkNanos(this, nanos);
                if (holder != MAIN && System.nanoTime() - until > 0) {
                    return false;
                }
            }
            return true;
        }

        int holder() {
            return holder;
        }
    }
}
