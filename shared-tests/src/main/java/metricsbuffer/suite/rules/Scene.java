package metricsbuffer.suite.rules;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Hang;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * One scenario: a new buffer, the clock and the sink around it, and the books of what went in and came out.
 *
 * <p>The sink is the seam. {@link #during(int, Consumer)} says what happens while the buffer hands it its n-th total;
 * the hook runs on the emitting thread, before the total counts as taken, and a hook that throws has refused it.
 *
 * <p>Harm is noted where it is seen and thrown at the end, by the assertion that asks for it: inside the sink the
 * buffer might swallow it, and a scenario judges one rule, so a flush that breaks off is no double emission.
 *
 * <p>One at a time in a JVM, because {@link Steps} are of one scene. Any thread may record, flush and note; hooks are
 * set by the scenario's own thread, or by another one while that waits in an emission.
 */
public final class Scene {

    /** Of the buffer, in nanoseconds, unless the scenario names another. */
    public static final long INTERVAL = 1_000_000_000L;

    /** How long another thread may run before the scenario gives up on it; several stay within the test's own limit. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** How often in a row a thread is seen waiting before that is the verdict: a second. */
    private static final int MANY_LOOKS = 50;
    /** Five seconds: however busy the machine, nobody waits so long for a lock that is held for a moment. */
    private static final int FOR_EVER = 250;

    /** What may come out of a sink: an exception, one that no signature declares, and an error. */
    static final List<Throwable> FAILURES = List.of(new Refusal("agent down"), new IOException("agent down"),
            new NoClassDefFoundError("a class of the client"));

    /** Throws anything out of a hook, so that the sink refuses a total: an error, or a checked exception not declared. */
    static void refuse(Throwable refusal) {
        Scene.<RuntimeException>throwUnchecked(refusal);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Thrown by a hook to refuse a total; told apart from what the buffer throws by itself. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refusal(String message) {
            super(message, null, true, false); // no stack trace: it would tell of the test, at length, in every log
        }
    }

    /** The scene whose buffer is open: the last one, whatever became of it. */
    private static final AtomicReference<Scene> OPEN = new AtomicReference<>();

    private final BufferModule module = BufferModule.load();
    private final TurnableClock clock;
    private final OwnThreads ownThreads = new OwnThreads();
    private final BufferPort buffer;

    private final List<Actor> actors = new CopyOnWriteArrayList<>();
    private final AtomicInteger offers = new AtomicInteger();
    private final Map<Integer, Consumer<Emission>> hooks = new HashMap<>();
    private volatile Consumer<Emission> everyEmission = emission -> {};
    private volatile boolean timeHasPassed;

    // The books; guarded by this.
    private final Map<Metric, Long> recorded = new LinkedHashMap<>();
    private final Map<Metric, Long> delivered = new LinkedHashMap<>();
    private final List<Emission> taken = new ArrayList<>();
    private final Map<Harm, RuleViolation> harms = new EnumMap<>(Harm.class);

    /** With an interval of {@link #INTERVAL}. The buffer is a new one of the module on the class path. */
    public Scene() {
        this(1_000_000_000_000L, INTERVAL);
    }

    Scene(long clockStart, long intervalNanos) {
        closeLast();
        Watch.progress();
        Steps.begin();
        clock = new TurnableClock(clockStart);
        buffer = module.create(new BufferSink() {
            @Override
            public void counter(int counter, long total) {
                offered(Metric.counter(counter), total);
            }

            @Override
            public void timing(int timing, long nanos) {
                offered(Metric.timing(timing), nanos);
            }
        }, clock, intervalNanos);
        OPEN.set(this);
    }

    /** Closes the buffer of the last scene, if that is still to be done. The next scene does it, and the end of a test. */
    static void closeLast() {
        Scene last = OPEN.getAndSet(null);
        if (last == null) {
            return;
        }
        last.actors.forEach(actor -> actor.endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT));
        Actor closing = Actor.start("closes the buffer", last.buffer::close);
        if (!closing.endsUnlessItWaits(FOR_EVER, LIMIT)) {
            throw new IllegalStateException("close() does not return: " + closing.where());
        }
        closing.finished(LIMIT);
    }

    /**
     * For each emission one scene: a flush of the metrics present, during that emission something happens, and
     * when the flush has returned the scene is judged.
     */
    static void duringAnyEmission(BiConsumer<Scene, Emission> hook, Consumer<Scene> judge) {
        for (int number = 1; number <= presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 1);
            scene.during(number, emission -> hook.accept(scene, emission));
            scene.flush();
            judge.accept(scene);
        }
    }

    // The cast

    /** Two counters and two timings, or one where there is one: what most scenarios have in the buffer at first. */
    List<Metric> present() {
        return first(module, 2);
    }

    /** How many metrics are {@link #present()}, and so how many totals a flush of them hands over. */
    static int presentMetrics() {
        return first(BufferModule.load(), 2).size();
    }

    /** All other metrics of the module; the last one, where there is no other. */
    List<Metric> absent() {
        List<Metric> others = all().stream().filter(metric -> !present().contains(metric)).toList();
        return others.isEmpty() ? List.of(Metric.timing(module.timings().size() - 1)) : others;
    }

    /** What is present where the absent ones are to be seen for the first time later. */
    List<Metric> presentAtFirst() {
        return present().stream().filter(metric -> !absent().contains(metric)).toList();
    }

    /** The first ones of each kind, at most so many. */
    static List<Metric> first(BufferModule module, int ofEachKind) {
        return Stream.concat(
                IntStream.range(0, Math.min(ofEachKind, module.counters().size())).mapToObj(Metric::counter),
                IntStream.range(0, Math.min(ofEachKind, module.timings().size())).mapToObj(Metric::timing)).toList();
    }

    List<Metric> all() {
        return first(module, Integer.MAX_VALUE);
    }

    /** What the module calls it. */
    public String name(Metric metric) {
        return metric.name(module);
    }

    /** The buffer itself, for a scenario that looks inside. */
    public BufferPort buffer() {
        return buffer;
    }

    // What threads do

    /**
     * Records; what the buffer throws is noted.
     *
     * @param amount of a timing in nanoseconds
     */
    public void record(Metric metric, long amount) {
        synchronized (this) {
            recorded.merge(metric, amount, Long::sum);
        }
        step("records %d of %s".formatted(amount, name(metric)), metric);
        noteThrown("recording " + name(metric), call(() -> raw(metric, amount)));
    }

    /**
     * Records when the interval is over, which may begin a flush. A buffer with threads of its own may hand it to one of
     * them: it has been made when this returns.
     */
    void recordLate(Metric metric, long amount) {
        whenLate(() -> record(metric, amount));
    }

    /** Does what may begin a flush, and waits for it if it was handed to a thread of the buffer's own. */
    void whenLate(Runnable records) {
        int before = offers();
        records.run();
        ownThreads.awaitWork(() -> offers() != before);
        awaitOwnThreads();
    }

    /** Records when no flush may begin, and tells whether one did: a thread of the buffer's own is given time to. */
    boolean recordBeginsAFlush(Metric metric, long amount) {
        int before = offers();
        record(metric, amount);
        awaitOwnThreads();
        return offers() != before;
    }

    void recordAll(List<Metric> metrics, long amount) {
        metrics.forEach(metric -> record(metric, amount));
    }

    /** Flushes; what the buffer throws is noted. */
    public void flush() {
        Steps.add("flush() begins", "", false);
        Throwable thrown = flushRefused();
        noteThrown("flush()", thrown);
        if (thrown == null) {
            Steps.add("flush() returns", "", false);
        }
    }

    /** A flush whose sink may refuse totals: returns what it threw, or null. */
    public Throwable flushRefused() {
        return call(() -> {
            Watch.progress();
            buffer.flush();
            Watch.progress();
        });
    }

    /** Straight into the buffer: not in the books, and what it throws comes out as it is. */
    void raw(Metric metric, long amount) {
        Watch.progress();
        if (metric.counter()) {
            buffer.increment(metric.index(), amount);
        } else {
            buffer.time(metric.index(), amount);
        }
    }

    /** Lets so many nanoseconds pass. What was handed to the buffer's own threads before was done before. */
    public void turnClock(long nanos) {
        if (!ownThreads.sinkIsCalled()) {
            awaitOwnThreads();
        }
        timeHasPassed = true;
        clock.turn(nanos);
        Steps.add("time passes: %.2f s".formatted(nanos / 1e9), "", false);
    }

    /**
     * Another thread does something, and is held up when it has just read the clock for the n-th time, from 1, until
     * {@link HeldReader#release()}.
     *
     * @return null if it has returned without reading the clock so often
     */
    HeldReader heldAfterReading(int reading, String name, Actor.Step step) {
        HeldReader held = new HeldReader(reading);
        clock.hold(held);
        Actor actor = Actor.start(name, () -> {
            held.isThisThread();
            step.run();
        });
        actors.add(actor);
        if (!held.awaitHeldOr(actor)) {
            held.release();
            return null;
        }
        Steps.add(name + " has read the clock and is held up", "", false);
        return held;
    }

    /**
     * Another thread does something, and the calling one goes on when it has returned or waits: a right buffer may
     * make it wait, for instance because it serialises flushes.
     */
    public Actor meanwhile(String name, Actor.Step step) {
        Actor actor = Actor.start(name, step);
        actors.add(actor);
        actor.endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT);
        return actor;
    }

    /** Another thread records each metric present once, and, when this has returned, does something. */
    Actor startRecorder(String name, Actor.Step step) {
        CountDownLatch recorded = new CountDownLatch(1);
        Actor actor = Actor.start(name, () -> {
            recordAll(present(), 1);
            recorded.countDown();
            step.run();
        });
        actors.add(actor);
        Waiting.until(() -> recorded.getCount() == 0 || !actor.isAlive());
        return actor;
    }

    /** As {@link #meanwhile}, but the other thread must not have to wait: not while the sink is busy. */
    void meanwhileUnhindered(String name, Actor.Step step) {
        Actor actor = Actor.start(name, step);
        actors.add(actor);
        if (!actor.endsUnlessItWaits(MANY_LOOKS, LIMIT)) {
            note(Harm.HINDERED, "thread '%s' waits while the sink is busy: %s".formatted(name, actor.where()), null);
        }
    }

    private static Throwable call(Runnable body) {
        try {
            body.run();
            return null;
        } catch (Throwable thrown) { // a sink may throw a checked exception that it does not declare
            return thrown;
        }
    }

    private void noteThrown(String what, Throwable thrown) {
        if (thrown != null) {
            String message = thrown.getMessage() == null ? "" : " (" + thrown.getMessage() + ")";
            note(Harm.THREW, what + " threw " + thrown.getClass().getSimpleName() + message, thrown);
            Steps.add(what + " throws " + thrown.getClass().getSimpleName(), "", true);
        }
    }

    // The sink

    /** What happens while the sink is handed the n-th total of the scenario, from 1. */
    public void during(int number, Consumer<Emission> hook) {
        hooks.put(number, hook);
    }

    /** What happens while the sink is handed any total. */
    void duringEvery(Consumer<Emission> hook) {
        everyEmission = hook;
    }

    private void offered(Metric metric, long total) {
        ownThreads.entersSink();
        try {
            handedOver(metric, total);
        } finally {
            ownThreads.leavesSink();
        }
    }

    private void handedOver(Metric metric, long total) {
        Emission emission = new Emission(offers.incrementAndGet(), metric, total);
        if (total <= 0) {
            note(Harm.NOT_POSITIVE, "%s was emitted with total %d".formatted(name(metric), total), null);
        }
        Steps.add("hands the sink %d of %s".formatted(total, name(metric)), "", total <= 0);
        try {
            everyEmission.accept(emission);
            hooks.getOrDefault(emission.number(), none -> {}).accept(emission);
        } catch (Throwable refusal) {
            step("the sink refuses it", metric);
            throw refusal;
        }
        synchronized (this) {
            taken.add(emission);
            long out = delivered.merge(metric, total, Long::sum);
            long in = recorded.getOrDefault(metric, 0L);
            if (out > in) {
                note(Harm.TOO_MUCH, "%s: %d delivered when %d were recorded".formatted(name(metric), out, in), null);
            }
        }
        step("the sink has taken it", metric);
    }

    private void step(String statement, Metric metric) {
        long in;
        long out;
        synchronized (this) {
            in = recorded.getOrDefault(metric, 0L);
            out = delivered.getOrDefault(metric, 0L);
        }
        Steps.add(statement, "%s: %d recorded, %d delivered".formatted(name(metric), in, out), out > in);
    }

    /** Notes what went wrong; the first of its kind is kept. */
    public synchronized void note(Harm harm, String whatWasSeen, Throwable cause) {
        harms.putIfAbsent(harm, new RuleViolation(whatWasSeen, cause));
        if (harm == Harm.BROKEN_RULE || harm == Harm.HINDERED) { // the others are seen in a step of their own
            Steps.add(whatWasSeen, "", true);
        }
    }

    // The verdict

    /** The totals that the sink has taken so far, in order. */
    public synchronized List<Emission> taken() {
        return List.copyOf(taken);
    }

    /** What was delivered of a metric so far. */
    synchronized long delivered(Metric metric) {
        return delivered.getOrDefault(metric, 0L);
    }

    /** Whether a total of at least this much was taken. */
    boolean emitted(Metric metric, long atLeast) {
        return taken().stream().anyMatch(emission -> emission.metric().equals(metric) && emission.total() >= atLeast);
    }

    /** How many totals the sink was offered so far, refused ones too. */
    int offers() {
        return offers.get();
    }

    /**
     * Waits for all other threads. One that waits, though nothing is left for it to wait for, ends the scenario: it hangs.
     * What one of them threw itself is thrown. For the buffer's own threads only if time has passed, so that a record may
     * have begun a flush: an explicit flush that leaves them something to do when it returns has broken MB-R105.
     */
    void settle() {
        for (Actor actor : actors) {
            if (!actor.endsUnlessItWaits(FOR_EVER, LIMIT)) {
                throw new Watch.Hung(Hang.describe(actors));
            }
            actor.finished(LIMIT);
        }
        if (timeHasPassed) {
            awaitOwnThreads();
        }
    }

    /** Waits until the buffer's own threads, if it has any, have done what they had been handed. */
    void awaitOwnThreads() {
        ownThreads.awaitIdle();
    }

    /** Settles, and throws the first harm that was noted and breaks this rule, in the order of {@link Harm}. */
    public void assertHolds(Rule rule) {
        settle();
        synchronized (this) {
            harms.forEach((harm, seen) -> {
                if (harm.breaks(rule)) {
                    throw seen;
                }
            });
        }
    }

    /** No harm was noted that breaks this rule, nor do the books show one: every unit recorded was delivered once. */
    void assertBooksBalance(Rule rule) {
        settle();
        synchronized (this) {
            recorded.keySet().stream().filter(metric -> delivered(metric) < recorded.get(metric)).findFirst()
                    .ifPresent(this::noteMissing);
        }
        assertHolds(rule);
    }

    private void noteMissing(Metric metric) { // what is too much was noted when it came
        long in = recorded.get(metric);
        long out = delivered(metric);
        Steps.add("all is quiet", "%s: %d recorded, %d delivered".formatted(name(metric), in, out), true);
        note(Harm.MISSING, "%s: recorded %d, delivered %d: %d lost".formatted(name(metric), in, out, in - out), null);
    }

    /** Flushes what is left, once all is quiet and with a sink that only takes, and checks the books. */
    public void assertBooksBalanceAfterFlush(Rule rule) {
        settle();
        if (!seen(Harm.BROKEN_RULE) && !seen(Harm.HINDERED)) { // a thread that hangs in a flush would let this one hang, too
            hooks.clear();
            everyEmission = emission -> {};
            flush();
        }
        assertBooksBalance(rule);
    }

    private synchronized boolean seen(Harm harm) {
        return harms.containsKey(harm);
    }
}
