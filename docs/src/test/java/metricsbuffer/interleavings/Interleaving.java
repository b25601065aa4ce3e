package metricsbuffer.interleavings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.rules.Steps.Step;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * The interleaving of a failure mode, played on the real buffer: a module's, or one that an exercise proposes. The pages
 * of the failure modes have their tables and diagrams from its steps.
 */
public final class Interleaving {

    /** What is played: it ends by throwing the violation that it shows. */
    interface Body {
        void play(Interleaving on) throws Exception;
    }

    /** Of this JVM: another one may play the same at the same time. */
    private static final Path WORK = Path.of("target", "loaded-apart-" + System.getProperty("mb.fork", "1"));

    private static final Map<String, Body> BODIES = Interleavings.bodies();

    /** Modules, and those that exercises propose, by name. */
    private static final Map<String, ClassLoader> LOADED = new HashMap<>();

    private final Map<String, String> names = new LinkedHashMap<>(); // what is said in place of a name
    private List<Step> steps = List.of();
    private Scene scene;
    private TracedMap<Object> counters;

    private Interleaving() {}

    /** The IDs of the failure modes that have one. */
    public static List<String> all() {
        return List.copyOf(BODIES.keySet());
    }

    /**
     * Plays the interleaving of a failure mode.
     *
     * @throws IllegalStateException if nothing went wrong: then the page would tell a story
     */
    public static List<Step> play(String failureMode) {
        Body body = BODIES.get(failureMode);
        if (body == null) {
            throw new IllegalArgumentException("no interleaving of '" + failureMode + "'; there are: " + all());
        }
        Interleaving interleaving = new Interleaving();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Steps.begin();
        try {
            body.play(interleaving);
            throw new IllegalStateException(failureMode + ": nothing went wrong in " + Steps.current());
        } catch (RuleViolation seen) {
            return interleaving.steps();
        } catch (Exception e) {
            throw new IllegalStateException(failureMode + ": " + e, e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private List<Step> steps() {
        return (steps.isEmpty() ? Steps.current() : steps).stream().map(step -> new Step(renamed(step.thread()),
                renamed(step.statement()), sorted(renamed(step.state())), step.harm())).toList();
    }

    private String renamed(String text) {
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    /** A map's entries are in the order of the letters, whatever their metrics' names are. */
    private static String sorted(String state) {
        int end = state.indexOf('}');
        if (!state.startsWith("{") || end < 0) {
            return state;
        }
        String[] entries = state.substring(1, end).split(" ");
        Arrays.sort(entries);
        return "{" + String.join(" ", entries) + state.substring(end);
    }

    /** A scene with a buffer of its own: a module's, or one that an exercise proposes. */
    Scene on(String module) throws IOException {
        if (!LOADED.containsKey(module)) {
            Path folder = Folders.emptied(WORK.resolve(module));
            LOADED.put(module, Liveness.into(CompiledModule.of(Path.of(".."), module, folder), folder).load());
        }
        Thread.currentThread().setContextClassLoader(LOADED.get(module)); // by which the suite finds it
        scene = new Scene();
        say("A", Interleavings.FIRST);
        say("B", Interleavings.SECOND);
        say("C", Interleavings.THIRD);
        return scene;
    }

    /** The same, with the calls to its maps as steps. */
    Scene onTraced(String module) throws IOException, ReflectiveOperationException {
        on(module);
        WhiteBox.trace(scene.buffer(), "timings", BufferModule.load().timings());
        counters = WhiteBox.trace(scene.buffer(), "counters", BufferModule.load().counters());
        return scene;
    }

    TracedMap<Object> counters() {
        return counters;
    }

    /** What is said in place of a metric's name, if not what is said of the first three counters: A, B and C. */
    void say(String letter, Metric metric) {
        names.put(scene.name(metric), letter);
    }

    /**
     * Of the first two counters the one that is emitted first is A: the order of a walk over a HashMap of enums is
     * another one in every JVM.
     *
     * @return B
     */
    Metric sayFirst(Metric first) {
        Metric other = first.equals(Interleavings.FIRST) ? Interleavings.SECOND : Interleavings.FIRST;
        say("A", first);
        say("B", other);
        return other;
    }

    /** What is said in place of some other text, for instance of a thread's name. */
    void say(String text, String instead) {
        names.put(instead, text);
    }

    /** Forgets what prepared it; the interleaving starts from this state. */
    void startFrom(String state) {
        Steps.begin();
        Steps.addOf("", "", state, false);
    }

    /** What comes after is not of interest, or not always in the same order. */
    void end() {
        steps = Steps.current();
    }
}
