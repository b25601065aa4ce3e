package metricsbuffer.suite.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/**
 * What a module says of itself, rule by rule, in its {@code module.properties}. A rule that it does not mention
 * is an error: nothing is skipped in silence.
 */
public final class Expectations {

    /** What a module expects of one rule. */
    public enum Expectation {
        HOLDS,
        VIOLATED,
        NOT_PROMISED;

        /** As it is written in {@code module.properties}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private static Expectation of(String key, String text) {
            return Arrays.stream(values()).filter(expectation -> expectation.toString().equals(text)).findFirst()
                    .orElseThrow(() -> new IllegalStateException(RESOURCE + ": " + key + " = '" + text
                            + "'; expected one of: " + List.of(values())));
        }
    }

    static final String RESOURCE = "module.properties";

    /** The resource that marks a module to which an exercise was applied: what it declares counts for nothing. */
    public static final String EXERCISE_MARK = "exercise.txt";

    /** What is said in place of a verdict by an instrument that cannot judge a buffer with threads of its own. */
    public static final String NOT_JUDGED = "not judged: it has threads of its own";

    private static final String THREADS = "threads";
    private static final String OWN = "own";

    private final String module;
    private final boolean ownThreads;
    private final Map<Rule, Expectation> byRule;

    private Expectations(String module, boolean ownThreads, Map<Rule, Expectation> byRule) {
        this.module = module;
        this.ownThreads = ownThreads;
        this.byRule = byRule;
    }

    /** Reads {@code module.properties} from the class path of the module under test, or what is named in its place. */
    public static Expectations load() {
        return load(System.getProperty(RuleExtension.EXPECTATIONS, RESOURCE));
    }

    /** Reads another resource of that form: the suite's own tests have theirs. */
    public static Expectations load(String name) {
        Properties properties = new Properties();
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " on the class path");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
        return of(properties);
    }

    /** Reads the {@code module.properties} of the module in this folder. */
    public static Expectations of(Path moduleFolder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(moduleFolder.resolve("src/test/resources").resolve(RESOURCE))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(properties);
    }

    /** Writes a {@code module.properties} into a folder that promises nothing: every verdict is only taken down. */
    public static void writeNothingPromised(Path folder, String module) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("module", module);
        for (Rule rule : Rule.values()) {
            properties.setProperty(rule.id(), Expectation.NOT_PROMISED.toString());
        }
        try (Writer writer = Files.newBufferedWriter(folder.resolve(RESOURCE))) {
            properties.store(writer, null);
        }
    }

    static Expectations of(Properties properties) {
        TreeSet<String> keys = new TreeSet<>(properties.stringPropertyNames());
        if (!keys.remove("module")) {
            throw new IllegalStateException("module.properties: 'module' is missing");
        }
        boolean ownThreads = keys.remove(THREADS);
        if (ownThreads && !properties.getProperty(THREADS).trim().equals(OWN)) {
            throw new IllegalStateException("module.properties: threads = '" + properties.getProperty(THREADS).trim()
                    + "'; leave it out, or say 'own' of a buffer that has threads of its own");
        }
        Map<Rule, Expectation> byRule = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            if (!keys.remove(rule.id())) {
                throw new IllegalStateException("module.properties does not say what it expects of " + rule.id()
                        + " (" + rule.text() + ")");
            }
            byRule.put(rule, Expectation.of(rule.id(), properties.getProperty(rule.id()).trim()));
        }
        if (!keys.isEmpty()) {
            throw new IllegalStateException("module.properties: no such rule: " + keys);
        }
        return new Expectations(properties.getProperty("module").trim(), ownThreads, byRule);
    }

    /** The module's name: {@code buggy}, {@code fix-lock} and so on. */
    public String module() {
        return module;
    }

    /**
     * Whether the buffer has threads of its own ({@code threads = own}). Model checker and stress harness move only the
     * threads that they have started, and take one that waits for work for one that hangs: they judge no such buffer.
     */
    public boolean ownThreads() {
        return ownThreads;
    }

    /** Aborts the test of an instrument that cannot judge a buffer with threads of its own, if this is one. */
    public void assumeNoThreadsOfItsOwn() {
        if (ownThreads) {
            Assumptions.abort(NOT_JUDGED);
        }
    }

    /** What the module expects of a rule. */
    public Expectation of(Rule rule) {
        return byRule.get(rule);
    }
}
