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
 * Writes what each scenario did as text, one line a step: thread, statement, state after it, and a mark where harm was
 * seen; tabs between. The last scene of a test is kept, which is the one that was seen to go wrong, if one was.
 *
 * <p>The files are in {@code target/interleavings}, named after class and method. The diagrams of the docs are drawn
 * from them, so that a diagram cannot disagree with its test.
 */
public final class Steps implements BeforeEachCallback, AfterEachCallback {

    /** Scenarios run one after the other; their threads write here. */
    private static final List<String> CURRENT = new ArrayList<>();

    /** A new scene begins. */
    public static void begin() {
        synchronized (CURRENT) {
            CURRENT.clear();
        }
    }

    /**
     * A step of this thread.
     *
     * @param state what is there after it, or empty
     * @param harm whether harm is seen in it
     */
    public static void add(String statement, String state, boolean harm) {
        Thread thread = Thread.currentThread();
        addOf(Actor.isActor(thread) ? thread.getName() : "flusher", statement, state, harm);
    }

    /** A step of another thread: of one that cannot tell it itself, because it waits. */
    public static void addOf(String thread, String statement, String state, boolean harm) {
        synchronized (CURRENT) {
            CURRENT.add(String.join("\t", thread, statement, state, harm ? "!" : ""));
        }
    }

    /** The steps since the last scene began. */
    public static List<String> current() {
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
            Files.write(folder.resolve(name + ".txt"), CURRENT);
        }
    }
}
