package metricsbuffer.suite.verdict;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * What a module says of itself, rule by rule, in its {@code module.properties}. A rule that it does not mention
 * is an error: nothing is skipped in silence. The rules of the consumer as a whole are mentioned all, or none of them by
 * a buffer that has no consumer around it.
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

        private static Optional<Expectation> of(String text) {
            return Arrays.stream(values()).filter(expectation -> expectation.toString().equals(text)).findFirst();
        }
    }

    static final String RESOURCE = "module.properties";

    /** The resource that marks a module to which an exercise was applied: what it declares counts for nothing. */
    public static final String EXERCISE_MARK = "exercise.txt";

    /** What is said in place of a verdict by an instrument that cannot judge a buffer with threads of its own. */
    public static final String NOT_JUDGED = "not judged: it has threads of its own";

    /** What is said in place of a verdict by a scenario in which a record is to begin a flush. */
    private static final String BEGINS_NONE = "not judged: no record of it begins a flush";

    private static final String THREADS = "threads";
    private static final String OWN = "own";
    private static final String INTERVAL = "interval";
    private static final String NONE = "none";

    private final String module;
    private final boolean ownThreads;
    private final boolean hasInterval;
    private final Map<Rule, Expectation> byRule;

    private Expectations(String module, boolean ownThreads, boolean hasInterval, Map<Rule, Expectation> byRule) {
        this.module = module;
        this.ownThreads = ownThreads;
        this.hasInterval = hasInterval;
        this.byRule = byRule;
    }

    /** Properties keep the last of two lines of one key, in silence. */
    private static final class EachKeyOnce extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient List<Object> again = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                again.add(key);
            }
            return before;
        }
    }

    /** Reads {@code module.properties} from the class path of the module under test, or what is named in its place. */
    public static Expectations load() {
        return load(System.getProperty(RuleExtension.EXPECTATIONS, RESOURCE));
    }

    /** Reads another resource of that form: the suite's own tests have theirs. */
    public static Expectations load(String name) {
        URL resource = Thread.currentThread().getContextClassLoader().getResource(name);
        if (resource == null) {
            throw new IllegalStateException("no " + name + " on the class path; it is to be in src/test/resources");
        }
        return read(URI.create(resource.toString()));
    }

    /** Reads the {@code module.properties} of the module in this folder. */
    public static Expectations of(Path moduleFolder) {
        return read(moduleFolder.resolve("src/test/resources").resolve(RESOURCE).toUri());
    }

    private static Expectations read(URI file) {
        Properties properties = new EachKeyOnce();
        try (Reader reader = new InputStreamReader(file.toURL().openStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return of(properties);
    }

    /**
     * Writes a {@code module.properties} into a folder that promises nothing: every verdict is only taken down.
     *
     * @param ownThreads whether it says that the buffer has threads of its own
     */
    public static void writeNothingPromised(Path folder, String module, boolean ownThreads) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("module", module);
        if (ownThreads) {
            properties.setProperty(THREADS, OWN);
        }
        for (Rule rule : Rule.values()) {
            properties.setProperty(rule.id(), Expectation.NOT_PROMISED.toString());
        }
        try (Writer writer = Files.newBufferedWriter(folder.resolve(RESOURCE))) {
            properties.store(writer, null);
        }
    }

    static Expectations of(Properties properties) {
        List<String> mistakes = new ArrayList<>();
        if (properties instanceof EachKeyOnce once) {
            once.again.forEach(key -> mistakes.add(key + " stands there twice"));
        }
        TreeSet<String> keys = new TreeSet<>(properties.stringPropertyNames());
        if (!keys.remove("module")) {
            mistakes.add("'module' is missing");
        }
        boolean ownThreads = keys.remove(THREADS);
        if (ownThreads && !properties.getProperty(THREADS).trim().equals(OWN)) {
            mistakes.add("threads = '%s'; leave it out, or say 'own' of a buffer that has threads of its own"
                    .formatted(properties.getProperty(THREADS).trim()));
        }
        boolean hasInterval = !keys.remove(INTERVAL);
        if (!hasInterval && !properties.getProperty(INTERVAL).trim().equals(NONE)) {
            mistakes.add("interval = '%s'; leave it out, or say 'none' of a buffer whose records begin no flush"
                    .formatted(properties.getProperty(INTERVAL).trim()));
        }
        Map<Rule, Expectation> byRule = new EnumMap<>(Rule.class);
        boolean alone = Arrays.stream(Rule.values()).filter(Rule::isOfTheConsumer)
                .noneMatch(rule -> keys.contains(rule.id()));
        for (Rule rule : Rule.values()) {
            if (keys.remove(rule.id())) {
                String text = properties.getProperty(rule.id()).trim();
                Expectation.of(text).ifPresentOrElse(expectation -> byRule.put(rule, expectation),
                        () -> mistakes.add("%s = '%s'; expected one of: %s".formatted(rule.id(), text,
                                List.of(Expectation.values()))));
            } else if (!(alone && rule.isOfTheConsumer())) { // a buffer without a consumer around it
                mistakes.add("does not say what it expects of %s (%s)".formatted(rule.id(), rule.text()));
            }
        }
        keys.forEach(key -> mistakes.add("no such rule: " + key));
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException(mistakes.stream().map(mistake -> RESOURCE + ": " + mistake)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        return new Expectations(properties.getProperty("module").trim(), ownThreads, hasInterval, byRule);
    }

    /** The module's name: {@code buggy}, {@code fix-lock} and so on. */
    public String module() {
        return module;
    }

    /** Whether the module says anything of a rule: of a buffer alone those of the consumer are not mentioned. */
    boolean mentions(Rule rule) {
        return byRule.containsKey(rule);
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

    /**
     * Aborts the test of a scenario in which a record is to begin a flush, if the buffer has no interval of its own
     * ({@code interval = none}): whoever has it calls {@code flush()}, and no record does.
     */
    public void assumeAnInterval() {
        if (!hasInterval) {
            Assumptions.abort(BEGINS_NONE);
        }
    }

    /**
     * What the module expects of a rule.
     *
     * @throws IllegalStateException if it does not say
     */
    public Expectation of(Rule rule) {
        if (!mentions(rule)) {
            throw new IllegalStateException(RESOURCE + " does not say what it expects of " + rule.id());
        }
        return byRule.get(rule);
    }
}
