package metricsbuffer.interleavings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;

/**
 * The seam of a buffer that asks whether a thread is alive: it is compiled with {@code Liveness.isAlive(thread)} in
 * place of {@code thread.isAlive()}, so that a scenario can let that thread go on right before the answer, or after it.
 */
public final class Liveness {

    /** When something happens. */
    public enum Moment {
        BEFORE_THE_ANSWER,
        AFTER_THE_ANSWER
    }

    private record Hook(Moment moment, Thread thread, Runnable once) {}

    private static final AtomicReference<Hook> HOOK = new AtomicReference<>();

    private static final Path BUFFER =
            Path.of(Modules.NAIVE, "src/main/java/metricsbuffer/metrics/MetricsBuffer.java");
    private static final Pattern ASKED = Pattern.compile("(\\w+(?:\\(\\))?(?:\\.\\w+(?:\\(\\))?)*)\\.isAlive\\(\\)");

    private Liveness() {}

    /** Puts the seam into a change to the naive buffer that was compiled in a folder, and compiles it again. */
    public static CompiledModule into(CompiledModule module, Path folder) throws IOException {
        Path buffer = folder.resolve(BUFFER);
        String source = Files.exists(buffer) ? Files.readString(buffer) : "";
        String withSeam = ASKED.matcher(source).replaceAll(Liveness.class.getName() + ".isAlive($1)");
        if (withSeam.equals(source)) {
            return module; // it does not ask
        }
        Files.writeString(buffer, withSeam);
        return CompiledModule.in(folder);
    }

    /** Says what happens, once, when the buffer asks whether this thread is alive; on the thread that asks. */
    public static void when(Moment moment, Thread thread, Runnable once) {
        HOOK.set(new Hook(moment, thread, once));
    }

    /** Whether the buffer has asked since, or else what was to happen has not. */
    public static boolean wasAsked() {
        return HOOK.get() == null;
    }

    /** What the buffer calls. */
    public static boolean isAlive(Thread thread) {
        happens(Moment.BEFORE_THE_ANSWER, thread);
        boolean alive = thread.isAlive();
        happens(Moment.AFTER_THE_ANSWER, thread);
        return alive;
    }

    private static void happens(Moment moment, Thread thread) {
        Hook hook = HOOK.get();
        if (hook != null && hook.moment() == moment && hook.thread() == thread && HOOK.compareAndSet(hook, null)) {
            hook.once().run();
        }
    }
}
