package metricsbuffer.suite.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a scene did, step by step. Of each test the last scene is kept, which is the one that was seen to go wrong, if one
 * was: in {@code target/interleavings}, in a file named after class and method, one line a step, tabs between.
 */
public final class Steps implements BeforeEachCallback, AfterEachCallback {

    /**
     * One step.
     *
     * @param thread who; empty for the state before the first step
     * @param state what is there after it; may be empty
     * @param harm whether harm was seen in it
     */
    public record Step(String thread, String statement, String state, boolean harm) {

        @Override
        public String toString() {
            return String.join("\t", thread, statement, state, harm ? "!" : "");
        }
    }

    /** Scenarios run one after the other; their threads write here. */
    private static final List<Step> CURRENT = new ArrayList<>();

    /** A new scene begins. */
    public static void begin() {
        synchronized (CURRENT) {
            CURRENT.clear();
        }
    }

    /** A step of this thread. */
    public static void add(String statement, String state, boolean harm) {
        Thread thread = Thread.currentThread();
        addOf(thread instanceof Actor ? thread.getName() : "flusher", statement, state, harm);
    }

    /** A step of another thread: of one that cannot tell it itself, because it waits. */
    public static void addOf(String thread, String statement, String state, boolean harm) {
        synchronized (CURRENT) {
            CURRENT.add(new Step(thread, statement, state, harm));
        }
    }

    /** The steps since the last scene began. */
    public static List<Step> current() {
        synchronized (CURRENT) {
            return List.copyOf(CURRENT);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Path folder = RuleExtension.folder(context).resolve("target").resolve("interleavings");
        Files.createDirectories(folder);
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
        synchronized (CURRENT) {
            Files.write(folder.resolve(name + ".txt"), CURRENT.stream().map(Step::toString).toList());
        }
    }
}
