package metricsbuffer.explored;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Explorer;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Folders;

/**
 * Buffers, by the name of their module or the ID of the exercise that proposes them, to be explored; and what was
 * counted.
 */
public final class Explored {

    private static final Path ROOT = Path.of("..");
    /** Of this JVM: another one may explore the same at the same time. */
    private static final Path WORK = Path.of("target", "explored-" + System.getProperty("mb.fork", "1"));
    private static final Map<String, BufferModule> LOADED = new HashMap<>();
    private static final Map<List<Object>, Graph> COUNTED = new HashMap<>();

    private Explored() {}

    /** The buffers of a module, or of an exercise. */
    public static synchronized BufferModule module(String name) throws IOException {
        if (!LOADED.containsKey(name)) {
            Path folder = Folders.emptied(WORK.resolve(name));
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(CompiledModule.buffersOf(ROOT, name, folder).load());
            try { // by which the suite finds it
                LOADED.put(name, BufferModule.load());
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
        return LOADED.get(name);
    }

    /** The source of a buffer: the file that the labels of a graph name by its simple name, among others. */
    public static Path source(String name) throws IOException {
        module(name);
        String folder = Modules.ALL.contains(name) ? name : Modules.NAIVE;
        return WORK.resolve(name).resolve(folder).resolve("src/main/java/metricsbuffer/metrics/MetricsBuffer.java");
    }

    /** All schedules of a scenario, counted. */
    static synchronized Graph count(String name, ExploredScenario scenario) throws IOException {
        List<Object> key = List.of(name, scenario);
        if (!COUNTED.containsKey(key)) {
            COUNTED.put(key, scenario.plays() == scenario ? Explorer.count(module(name), scenario)
                    : count(name, scenario.plays()).judgedBy(scenario));
        }
        return COUNTED.get(key);
    }

    /** The counts of all scenarios and modules, as lines of a Markdown table. */
    public static List<String> table() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| scenario | rule | " + String.join(" | ", Modules.ALL) + " |");
        lines.add("|---|---|" + "--:|".repeat(Modules.ALL.size()));
        for (ExploredScenario scenario : ExploredScenario.values()) {
            StringBuilder line = new StringBuilder("| %s | %s".formatted(words(scenario), scenario.rule().id()));
            for (String module : Modules.ALL) {
                line.append(" | ").append(said(count(module, scenario)));
            }
            lines.add(line.append(" |").toString());
        }
        return lines;
    }

    private static String words(ExploredScenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + scenario.words();
    }

    private static String said(Graph graph) {
        BigInteger violations = graph.violations();
        return violations.signum() == 0 ? "none of " + number(graph.schedules())
                : "**" + number(violations) + "** of " + number(graph.schedules());
    }

    private static String number(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
