package metricsbuffer.suite.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints every ten seconds how far the tests of a JVM are, at their end where the time went, and of what they log only
 * what was logged while one ran that failed, or in its class and outside of any test. Found by JUnit through
 * {@code META-INF/services}. Tests run one at a time; what they log may come from any thread.
 */
public final class TestConsole implements LauncherSessionListener, TestExecutionListener {

    private static final long PROGRESS_SECONDS = 10;

    /** Where a run is. Immutable, because another thread prints it. */
    private record Place(int testClass, int classes, String className, int test, int tests, String testName) {

        @Override
        public String toString() {
            return (classes > 1 ? "class %d of %d, ".formatted(testClass, classes) : "") + className
                    + (test == 0 ? "" : ", test %d of %d, %s".formatted(test, tests, testName));
        }
    }

    private final Supplier<? extends TestLog> configured;
    private final Path folder;
    private final LongSupplier nanoClock;
    private final Consumer<String> lines;

    private final List<TestLog.Part> outsideOfTests = new ArrayList<>(); // of the class that is running
    private ScheduledExecutorService timer; // null as long as no test has run, as is:
    private TestLog log;
    private Times times;
    private TestPlan plan;
    private int classesBegun;
    private int classes;
    private long began;
    private long classBegan;
    private volatile Place place;

    /** For JUnit. */
    public TestConsole() {
        // Asked for each line: the runner replaces it once the session is open.
        this(TestConsole::configured, Path.of("target", "console"), System::nanoTime, line -> System.out.println(line));
    }

    private static TestLog configured() {
        try {
            Class.forName("ch.qos.logback.classic.Logger");
        } catch (ClassNotFoundException none) { // who has a buffer judged may log with another library, or not at all
            return TestLog.NONE;
        }
        return HeldLog.configured();
    }

    /**
     * For a test of this class.
     *
     * @param folder where the times of classes are written
     * @param nanoClock a monotonic clock, in nanoseconds
     * @param lines takes each line that is printed
     */
    TestConsole(Supplier<? extends TestLog> configured, Path folder, LongSupplier nanoClock, Consumer<String> lines) {
        this.configured = configured;
        this.folder = folder;
        this.nanoClock = nanoClock;
        this.lines = lines;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(this);
    }

    /** All begins here, and not with the session: Maven opens one in its own JVM, too, to look for tests. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
        // A JVM that is handed class after class has a plan for each; then nobody knows how many will come.
        classes = plan.getRoots().stream().mapToInt(engine -> plan.getChildren(engine).size()).sum();
        classesBegun = 0;
        if (timer == null) {
            began = nanoClock.getAsLong();
            log = configured.get();
            log.hold();
            times = new Times(folder);
            timer = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "progress");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleAtFixedRate(this::printProgress, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void executionStarted(TestIdentifier begun) {
        if (isTestClass(begun)) {
            classBegan = nanoClock.getAsLong();
            place = new Place(++classesBegun, classes, name(begun), 0, plan.getChildren(begun).size(), "");
        } else if (plan.getParent(begun).filter(this::isTestClass).isPresent()) {
            Place before = place;
            place = new Place(before.testClass, before.classes, before.className, before.test + 1, before.tests,
                    begun.getDisplayName().replaceFirst("\\(.*", ""));
        }
        if (begun.isTest()) {
            outsideOfTests.add(log.take());
        }
    }

    @Override
    public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        TestLog.Part logged = log.take();
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            outsideOfTests.add(logged);
            printLog(name(ended));
            outsideOfTests.clear();
        } else if (ended.isContainer()) {
            outsideOfTests.add(logged);
        }
        if (isTestClass(ended)) {
            outsideOfTests.clear();
            times.add(name(ended), nanoClock.getAsLong() - classBegan);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (timer != null) {
            timer.shutdownNow();
            times.end(nanoClock.getAsLong() - began).forEach(lines);
        }
    }

    void printProgress() {
        Place now = place;
        if (now != null) {
            lines.accept("after %d s: %s".formatted(Times.seconds(nanoClock.getAsLong() - began), now));
        }
    }

    /** In one piece, so that no line of another thread comes between. */
    private void printLog(String of) {
        StringBuilder text = new StringBuilder();
        for (TestLog.Part part : outsideOfTests) {
            if (part.leftOut() > 0) {
                text.append("(%d earlier events are left out)%n".formatted(part.leftOut()));
            }
            part.events().forEach(event -> text.append(event.get()));
        }
        if (!text.isEmpty()) {
            lines.accept("--- logged by %s, which failed:%n%s--- end of the log of %s".formatted(of, text, of));
        }
    }

    /** Whether it is a class of its own, not one nested in another. */
    private boolean isTestClass(TestIdentifier identifier) {
        return plan.getParent(identifier).filter(plan.getRoots()::contains).isPresent();
    }

    /** As it is named on the command line, and in brackets what a method is invoked with. */
    private static String name(TestIdentifier identifier) {
        String display = identifier.getDisplayName();
        return identifier.getSource().map(source -> {
            if (source instanceof MethodSource method) {
                String name = simple(method.getClassName()) + "." + method.getMethodName();
                return display.startsWith(method.getMethodName()) ? name : name + "[" + display + "]";
            }
            return source instanceof ClassSource type ? simple(type.getClassName()) : display;
        }).orElse(display);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
