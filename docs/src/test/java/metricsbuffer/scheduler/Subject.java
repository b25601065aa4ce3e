package metricsbuffer.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.exercises.Exercise;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Explorer;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.NotJudged;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Rule;

/**
 * A module, or {@code buggy} with an exercise applied, and all schedules of its scenarios. A scenario is explored when
 * it is first asked for, once in a JVM. For one thread at a time.
 */
public final class Subject {

    private static final String BUFFER = "src/main/java/metricsbuffer/metrics/MetricsBuffer.java";
    private static final Map<String, Subject> KNOWN = new HashMap<>(); // several tests ask for the same ones

    private final Path root;
    private final String id;
    private final List<String> source;
    private final BufferModule module;
    private final boolean ownThreads;
    private final Set<ExploredScenario> scenarios;
    private final Map<ExploredScenario, Graph> graphs; // of those explored so far
    private final Map<ExploredScenario, String> notJudged;

    private Subject(Path root, String id, Path folder) throws IOException {
        this.root = root;
        this.id = id;
        CompiledModule compiled = CompiledModule.buffersOf(root, id, folder);
        this.source = Files.readAllLines(folder.resolve(isModule() ? id : Modules.NAIVE).resolve(BUFFER));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(compiled.load()); // by which the suite finds it; stays open
        try {
            this.module = BufferModule.load();
            this.ownThreads = Expectations.load().ownThreads();
        } finally {
            thread.setContextClassLoader(before);
        }
        this.scenarios = EnumSet.allOf(ExploredScenario.class);
        this.graphs = new EnumMap<>(ExploredScenario.class);
        this.notJudged = new EnumMap<>(ExploredScenario.class);
    }

    private Subject(Subject whole, Set<ExploredScenario> scenarios) {
        this.root = whole.root;
        this.id = whole.id;
        this.source = whole.source;
        this.module = whole.module;
        this.ownThreads = whole.ownThreads;
        this.scenarios = scenarios;
        this.graphs = whole.graphs;
        this.notJudged = whole.notJudged;
    }

    /**
     * A subject with all scenarios. It is compiled below {@code docs/target}.
     *
     * @param root the root of the repository
     * @param id a module's name, or an exercise's ID
     * @throws IOException if there is none of that name, or it does not compile; the message says so
     */
    public static synchronized Subject of(Path root, String id) throws IOException {
        Subject subject = KNOWN.get(id);
        if (subject == null) {
            if (!Modules.ALL.contains(id)) {
                Exercise.of(root, id); // which says so if there is none, before a folder is emptied
            }
            subject = new Subject(root, id, Folders.emptied(root.resolve("docs/target/scheduler").resolve(id)));
            KNOWN.put(id, subject);
        }
        return subject;
    }

    /** The same without its other scenarios. */
    Subject only(Set<ExploredScenario> some) {
        return new Subject(this, some);
    }

    private void explore(ExploredScenario scenario) {
        if (graphs.containsKey(scenario) || notJudged.containsKey(scenario)) {
            return;
        }
        if (ownThreads) {
            notJudged.put(scenario, Expectations.NOT_JUDGED);
            return;
        }
        try {
            Graph same = graphs.get(scenario.plays());
            graphs.put(scenario, same == null ? Explorer.explore(module, scenario) : same.judgedBy(scenario));
        } catch (NotJudged e) {
            notJudged.put(scenario, e.getMessage());
        }
    }

    /** A module's name, or an exercise's ID. */
    public String id() {
        return id;
    }

    boolean isModule() {
        return Modules.ALL.contains(id);
    }

    /** Its buffers, to be played again. */
    BufferModule module() {
        return module;
    }

    /** What it is, in a line. */
    String title() throws IOException {
        return isModule() ? id : id + ": " + exercise().title();
    }

    /** The lines of its {@code MetricsBuffer.java}. */
    List<String> source() {
        return source;
    }

    /** What was explored whole, in the order of the scenarios. */
    public Map<ExploredScenario, Graph> graphs() {
        scenarios.forEach(this::explore);
        Map<ExploredScenario, Graph> some = new EnumMap<>(graphs);
        some.keySet().retainAll(scenarios);
        return some;
    }

    /** What was not, and why. */
    public Map<ExploredScenario, String> notJudged() {
        scenarios.forEach(this::explore);
        Map<ExploredScenario, String> some = new EnumMap<>(notJudged);
        some.keySet().retainAll(scenarios);
        for (ExploredScenario scenario : ExploredScenario.values()) {
            if (!scenarios.contains(scenario)) {
                some.put(scenario, "left out here; -Dexercise=" + id + " adds it");
            }
        }
        return some;
    }

    /** Whether a scenario is left out that stands for a rule. */
    boolean leavesOut(Rule rule) {
        return Stream.of(ExploredScenario.values()).filter(scenario -> scenario.rule() == rule)
                .anyMatch(scenario -> !scenarios.contains(scenario));
    }

    /** What it says of a rule; of an exercise, what its answer says. */
    Expectation says(Rule rule) throws IOException {
        if (isModule()) {
            return Expectations.of(root.resolve(id)).of(rule);
        } else if (exercise().doesNotPromise().contains(rule)) {
            return Expectation.NOT_PROMISED;
        }
        return exercise().answer().contains(rule) ? Expectation.VIOLATED : Expectation.HOLDS;
    }

    /** The answer to an exercise. */
    Optional<String> answer() throws IOException {
        return isModule() ? Optional.empty() : Optional.of(Files.readString(exercise().answerPage()));
    }

    private Exercise exercise() throws IOException {
        return Exercise.of(root, id);
    }

    @Override
    public String toString() {
        return id;
    }
}
