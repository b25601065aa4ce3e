package metricsbuffer.suite.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExploredScenario.Role;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;

/**
 * One schedule of a scenario on a new buffer. Its threads are players, of which one runs at a time; each stops before
 * its next step, and then a {@link Chooser} says whose step is made. Nothing here is guarded: the baton orders all.
 */
final class Run {

    /** The thread that sets up and closes the books; nobody else is there then. */
    static final int ALONE = -1;

    /** How long a thread may go on between two steps, which is without end if it waits for another one. */
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);
    /** More steps than this a thread makes only if it waits in a loop. */
    private static final int MOST_STEPS = 2_000;
    /** How often a thread goes on although it gives way to others and none of them can go on. */
    private static final int MOST_RELEASES = 20;
    /** How often a thread reads the clock: more, if it waits for a time. */
    private static final int MOST_READS = 100;
    /** How often who is alone may ask for what others can reach: without end, if it waits for another thread. */
    private static final int MOST_ACCESSES = 10_000_000;

    /** Says whose step is made next. */
    interface Chooser {
        /** Ends the run here. */
        int ENOUGH = -2;

        /** The number of a part that can go on, or {@link #ENOUGH}; called when all parts have stopped. */
        int choose(Run run);
    }

    private final ExploredScenario scenario;
    private final Chooser chooser;
    private final Heap heap;
    private final Set<String> changing;
    private final Player.Baton baton;
    private final Set<Object> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Monitors monitors = new Monitors();
    private final List<Part> parts = new ArrayList<>();
    private final Books books;
    private final Clock clock = new Clock();
    private final BufferPort buffer;
    private final Thread main = Thread.currentThread();
    private int self = ALONE;
    private int stepsAlone;
    private int accessesAlone;
    private boolean over;
    private boolean cutShort;
    private RuntimeException failure;
    private boolean beginAgain;

    /** @param changing the fields and arrays that some step changes, as far as is known; only those are worth a turn */
    Run(ExploredScenario scenario, BufferModule module, Heap heap, Set<String> changing, Player.Baton baton,
            Chooser chooser) {
        this.scenario = scenario;
        this.heap = heap;
        this.changing = changing;
        this.baton = baton;
        this.chooser = chooser;
        Turns.run = this;
        Turns.names = scenario.roles().stream().map(Role::name).toList();
        books = new Books(scenario.refused(), scenario.breaks().contains(Kind.FLUSHED_TWICE));
        buffer = begin(module);
        clock.now = scenario.late() ? 2 * ExploredScenario.INTERVAL : 0;
        for (Role role : scenario.roles()) {
            parts.add(new Part(parts.size(), role, main));
        }
        heap.reach(List.of(buffer, books), shared);
        heap.reach(heap.statics(), shared);
    }

    private BufferPort begin(BufferModule module) {
        try {
            BufferPort begun = module.create(books, clock, ExploredScenario.INTERVAL);
            scenario.before().forEach(op -> op.on(begun));
            return begun;
        } catch (LinkageError e) {
            throw unknown(e);
        } catch (Stuck e) {
            throw new NotJudged("a call does not return although no other thread is there");
        }
    }

    /** A method that a stand-in does not have, or what was 'not judged' while a class was initialised. */
    static NotJudged unknown(LinkageError error) {
        if (error.getCause() instanceof NotJudged notJudged) {
            return notJudged;
        }
        return error instanceof ExceptionInInitializerError || error instanceof NoClassDefFoundError
                ? new NotJudged("a class of it cannot be initialised here: " + error)
                : new NotJudged("it calls what the explorer does not know: " + error.getMessage());
    }

    /** Plays it until all threads have returned, none can go on, or the chooser has enough. */
    void play() {
        next();
        if (!baton.awaitMain(LIMIT)) {
            over = true; // for those that are released when the exploration ends
            throw new NotJudged("a thread does not come to its next step: it loops, or waits for something that the"
                    + " explorer does not move, at " + where(baton.player(baton.holder())));
        }
        self = ALONE;
        if (failure != null) {
            throw failure;
        }
    }

    private String where(Thread player) {
        return Stream.of(player.getStackTrace()).filter(frame -> heap.isApart(frame.getClassName())).findFirst()
                .map(StackTraceElement::toString).orElse("a place that is not the buffer's");
    }

    /** On a player: what its thread does in this run. */
    void perform(int index) {
        Part part = parts.get(index);
        self = index;
        try {
            for (int operation = 0; operation < part.role.operations().size(); operation++) {
                part.history.clear();
                part.history.add(operation);
                part.operation = operation;
                part.role.operations().get(operation).on(buffer);
            }
        } catch (Abandoned ended) {
            over = true;
            cutShort = true;
        } catch (NotJudged notJudged) {
            cutShort = true;
            failed(notJudged);
        } catch (LinkageError error) {
            failed(unknown(error));
        } catch (Throwable thrown) {
            part.thrown = thrown;
        }
        part.ended = true;
        part.next = null;
        part.history.clear();
        next();
    }

    /** Somebody has stopped, or ended: passes the baton on. */
    private void next() {
        if (!over) {
            for (Part part : parts) {
                int after = part.role.after();
                if (!part.started && (after < 0 || parts.get(after).ended)) {
                    part.started = true;
                    baton.pass(part.index);
                    return;
                }
            }
            int chosen = choose();
            over = chosen == Chooser.ENOUGH;
            if (!over) {
                baton.pass(chosen);
                return;
            }
        }
        baton.pass(parts.stream().filter(part -> part.started && !part.ended).findFirst().map(part -> part.index)
                .orElse(Player.Baton.MAIN));
    }

    private int choose() {
        Turns.run = null; // who looks at the buffer makes no steps
        try {
            return chooser.choose(this);
        } catch (NotJudged e) {
            failed(e);
        } catch (Throwable e) { // it must reach whoever explores, not a thread that is explored
            failed(new IllegalStateException("the explorer failed", e));
        } finally {
            Turns.run = this;
        }
        return Chooser.ENOUGH;
    }

    // What the turns ask.

    void turn(Step step) {
        if (self == ALONE) {
            turnAlone(step);
            return;
        }
        Part part = parts.get(self);
        if (part.within > 0 && !over) {
            if (!step.isOpenTo(part.identity)) {
                throw notJudged("a function that is to be one step waits for another thread");
            }
            return;
        }
        if (!over) {
            part.next = step;
            part.line = null;
            next();
            if (!baton.await(part.index)) {
                throw new Abandoned();
            }
            self = part.index;
        }
        if (over) {
            throw new Abandoned();
        }
        part.next = null;
        part.history.add("step");
        for (Part other : parts) {
            other.waitsForOthers &= other == part;
            other.releases = other == part ? part.releases : 0;
        }
        if (++part.steps > MOST_STEPS) {
            throw notJudged("a thread has made " + MOST_STEPS + " steps: it waits in a loop, or does too much");
        }
    }

    private void turnAlone(Step step) {
        if (!step.isOpenTo(ALONE) || ++stepsAlone > 100 * MOST_STEPS) {
            throw new Stuck();
        }
    }

    /** The last flush cannot go on. */
    static final class Stuck extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Runs a function as part of the step that the thread is in: what it sees is seen, and it must change nothing. */
    <V> V within(Supplier<V> function) {
        if (self == ALONE) {
            return function.get();
        }
        Part part = parts.get(self);
        Heap.Key before = key(null);
        int seen = part.history.size();
        part.within++;
        try {
            part.touched.clear();
            V value = function.get();
            assertMayBeCalledAgain(part, function);
            return value;
        } finally {
            part.within--;
            assertIsAs(before, part.history.subList(seen, part.history.size()));
        }
    }

    /** A real atomic calls the function again if another thread comes between. */
    private void assertMayBeCalledAgain(Part part, Supplier<?> function) {
        List<Object> touched = List.copyOf(part.touched);
        if (!touched.isEmpty()) {
            Heap.Key once = key(touched);
            int seen = part.history.size();
            function.get();
            part.history.subList(seen, part.history.size()).clear();
            if (!key(touched).equals(once)) {
                throw notJudged("a function that a real atomic may call again changes something each time");
            }
        }
    }

    /** A function that is part of a step may have written to something that no other thread can reach. */
    void touches(Object own) {
        if (self != ALONE && parts.get(self).within > 0) {
            parts.get(self).touched.add(own);
        }
    }

    /** @param seen what the thread has seen since then, which is no change */
    private void assertIsAs(Heap.Key before, List<Object> seen) {
        if (!over) {
            List<Object> kept = new ArrayList<>(seen);
            seen.clear();
            if (!key(null).equals(before)) {
                throw notJudged("a function that is to be one step changes what other threads can reach");
            }
            seen.addAll(kept);
        }
    }

    /** @param own objects that no other thread can reach; null if it is about the others */
    private Heap.Key key(List<Object> own) {
        Turns.run = null; // who looks at the buffer makes no steps
        try {
            return own == null ? heap.key(this) : heap.keyOf(own, this);
        } finally {
            Turns.run = this;
        }
    }

    /** Runs what is part of the step that the thread is in, and changes nothing that matters. */
    <V> V inside(Supplier<V> code) {
        if (self == ALONE) {
            return code.get();
        }
        Part part = parts.get(self);
        part.within++;
        try {
            return code.get();
        } finally {
            part.within--;
        }
    }

    boolean isShared(Object target) {
        if (self == ALONE) {
            countAlone();
        }
        return shared.contains(target);
    }

    private void countAlone() {
        if (++accessesAlone > MOST_ACCESSES) {
            throw new Stuck();
        }
    }

    /**
     * The thread may go on with all that it hands over, in its variables, when another has taken it out again: so all
     * of it belongs to what the thread has seen.
     */
    void share(Object value) {
        try {
            heap.reach(Collections.singletonList(value), shared).forEach(this::saw);
        } catch (NotJudged e) {
            throw failed(e);
        }
    }

    /** All that can be reached from what the thread has got: it may go on with any of it. */
    void sawAll(Object value) {
        saw(value);
        if (self != ALONE) {
            heap.reach(Collections.singletonList(value), Collections.newSetFromMap(new IdentityHashMap<>()))
                    .forEach(this::saw);
        }
    }

    void fromStatic(Object held) {
        if (heap.isNewStatic(held) && isBegun()) {
            beginAgain = true;
            if (self != ALONE) {
                over = true;
                throw new Abandoned();
            }
        }
        share(held);
    }

    private boolean isBegun() {
        return !parts.isEmpty() && parts.get(0).started;
    }

    void saw(Object value) {
        if (self != ALONE) {
            parts.get(self).history.add(value);
        }
    }

    boolean changes(String field) {
        return self == ALONE || changing.contains(field);
    }

    /** Something is written to that was thought constant: what was explored so far is not all. */
    void isChanged(String field) {
        if (self != ALONE && !changing.contains(field)) {
            changing.add(field);
            beginAgain = true;
            over = true;
            throw new Abandoned();
        }
    }

    /** Before something reads the elements of an array, or writes to them, and makes no steps. */
    void unseen(Object array, String how) {
        if (self != ALONE && isShared(array)) {
            throw notJudged(how + ", which others can reach");
        }
    }

    void giveWay() {
        if (self != ALONE) {
            Part part = parts.get(self);
            part.waitsForOthers = true;
            turn(new Step(part.token, "lets others go on", new Object[0], thread -> isReleased(part)));
            part.releases += part.waitsForOthers ? 1 : 0;
            part.waitsForOthers = false;
        }
    }

    /**
     * It may go on at once, but not again before another has made a step, if one can. Who gives way to nobody again and
     * again waits for what does not come.
     */
    private boolean isReleased(Part part) {
        return !part.waitsForOthers || part.releases == 0 || part.releases < MOST_RELEASES
                && parts.stream().noneMatch(other -> other != part && !other.waitsForOthers && other.canGoOn());
    }

    void readsTheClock() {
        if (self == ALONE) {
            countAlone();
        } else if (parts.get(self).releases > MOST_RELEASES / 2 || ++parts.get(self).clockReads > MOST_READS) {
            throw notJudged("it waits for the clock, which stands");
        }
    }

    void enter(Object object) {
        boolean anybodys = isShared(object) || Heap.isValue(object); // a class, say
        if (anybodys && !monitors.isEnteredBy(self, object)) {
            if (self != ALONE && parts.get(self).within > 0) {
                throw notJudged("a function that is to be one step enters a monitor");
            }
            turn(new Step(object, "enters the monitor of %s", new Object[] {object},
                    thread -> monitors.isFreeFor(thread, object)));
        }
        monitors.enter(self, object);
    }

    void exit(Object object) {
        monitors.exit(object);
    }

    /** Who the running thread is to the buffer. */
    int identity() {
        return self == ALONE ? ALONE : parts.get(self).identity;
    }

    Thread currentThread() {
        return self == ALONE ? main : parts.get(self).token;
    }

    boolean isAlive(Thread thread) {
        for (Part part : parts) {
            if (part.token == thread) {
                turn(new Step(thread, "asks whether %s is alive", new Object[] {thread}, null));
                boolean alive = !part.ended || part.role.wasThere();
                saw(alive);
                return alive;
            }
        }
        return thread.isAlive();
    }

    /** Ends the run and the exploration; the buffer may catch what is thrown, so it is kept, too. */
    RuntimeException notJudged(String why) {
        return failed(new NotJudged(why));
    }

    RuntimeException failed(RuntimeException thrown) {
        failure = failure == null ? thrown : failure;
        over = true;
        return failure;
    }

    // What the chooser asks.

    List<Part> parts() {
        return parts;
    }

    Books books() {
        return books;
    }

    BufferPort buffer() {
        return buffer;
    }

    Thread player(Part part) {
        return baton.player(part.index);
    }

    /** Whether threads were ended before they had returned. */
    boolean isCutShort() {
        return cutShort;
    }

    /** Whether something was seen that all that was explored before did not know: what is constant, what is shared. */
    boolean isToBeginAgain() {
        return beginAgain;
    }

    /** Who is in which monitor: the object, and the name of the thread. */
    Map<Object, String> held() {
        return monitors.held(owner -> owner == ALONE ? "" : parts.get(owner).role.name());
    }

    /** All threads have returned: how it ends. */
    Verdict close() {
        try {
            Verdict verdict = new Closing(scenario, buffer, books, clock).close(parts);
            if (failure != null) { // the buffer may have caught it
                throw failure;
            }
            return verdict;
        } catch (LinkageError e) {
            throw unknown(e);
        }
    }

    Map<Metric, Long> delivered() {
        Map<Metric, Long> delivered = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            delivered.put(metric, books.of(metric));
        }
        return delivered;
    }
}
