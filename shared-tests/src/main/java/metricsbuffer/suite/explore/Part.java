package metricsbuffer.suite.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import metricsbuffer.suite.explore.ExploredScenario.Role;

/** One thread in one run. */
final class Part {

    final int index;
    final Role role;
    /** Its number to what asks who it is: that of the thread that has set up, if it is that one. */
    final int identity;
    /** What {@code Thread.currentThread()} is to the buffer. Never started. */
    final Thread token;

    /**
     * What it has seen since its operation began: with that its code, which does the same when it sees the same, is at
     * one place with one content of its variables.
     */
    final List<Object> history = new ArrayList<>();

    boolean started;
    boolean ended;
    /** What it waits to do; null while it runs. */
    Step next;
    /** Whether it has let others go on, and none has made a step since. */
    boolean waitsForOthers;
    /** How often it has gone on since then because no other one could. */
    int releases;
    /** How often it has read the clock. */
    int clockReads;
    Throwable thrown;
    /** In how many functions it is that are part of a step. */
    int within;
    /** What these may have written to, and no other thread can reach. */
    final Set<Object> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    int steps;
    /** Which of its operations it is in. */
    int operation;
    /** Where that is in the source; null if not yet asked for. */
    StackTraceElement line;

    /** @param main the thread that has set up */
    Part(int index, Role role, Thread main) {
        this.index = index;
        this.role = role;
        this.identity = role.wasThere() ? Run.ALONE : index;
        this.token = role.wasThere() ? main : new Thread(role.name());
    }

    /** Whether its next step is one that it need not wait for. */
    boolean isFree() {
        return next.isOpenTo(identity);
    }

    boolean canGoOn() {
        return !ended && next != null && isFree();
    }
}
