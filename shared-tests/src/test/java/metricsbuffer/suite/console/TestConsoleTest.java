package metricsbuffer.suite.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each case runs small test classes of its own, whose log goes nowhere else. */
class TestConsoleTest {

    private static final LoggerContext LOGGERS = new LoggerContext();
    private static final Logger LOG = LOGGERS.getLogger("consumer.Loop");
    private static final AtomicLong NANOS = new AtomicLong();
    private static Runnable inTheMiddle = () -> {};

    private final List<String> printed = new ArrayList<>();
    private final HeldLog log = new HeldLog();
    private TestConsole console;

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() {
        console = new TestConsole(() -> log, folder, NANOS::get, printed::add);
        LOGGERS.reset();
        LOGGERS.setMDCAdapter(new LogbackMDCAdapter());
        LOG.setLevel(Level.OFF);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(LOGGERS);
        encoder.setPattern("%msg%n");
        encoder.start();
        log.setContext(LOGGERS);
        log.setEncoder(encoder);
        log.start();
        LOGGERS.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(log);
        inTheMiddle = () -> {};
    }

    @Test
    void aGreenTestPrintsNothing() {
        run(Green.class);
        assertThat(printed).containsExactly("time: 0 s");
    }

    @Test
    void aRedTestPrintsAllThatWasLoggedWhileItRanAndBeforeItInItsClass() {
        run(Green.class, Red.class);
        assertThat(printed).hasSize(2).last().isEqualTo("time: 0 s");
        assertThat(printed.get(0)).startsWith("--- logged by TestConsoleTest$Red.fails, which failed:\n")
                .containsSubsequence("WARN ", "Loop: of the class", "WARN ", "[another] Loop: of the test",
                        "java.lang.IllegalStateException: refused", "\tat metricsbuffer", "Suppressed: ",
                        "java.lang.IllegalStateException: refused as well", "\tat metricsbuffer")
                .doesNotContain("while it was green")
                .endsWith("\n--- end of the log of TestConsoleTest$Red.fails");
    }

    @Test
    void aClassThatFailsPrintsWhatWasLoggedOutsideOfItsTests() {
        run(RedInTheEnd.class);
        assertThat(printed).first().asString().startsWith("--- logged by TestConsoleTest$RedInTheEnd, which failed:")
                .contains("of the class").doesNotContain("while it was green");
    }

    @Test
    void aRedTestThatLoggedNothingPrintsNothing() {
        run(RedInSilence.class);
        assertThat(printed).containsExactly("time: 0 s");
    }

    @Test
    void anInvocationIsNamed() {
        run(RedOnce.class);
        assertThat(printed.get(0)).contains("logged by TestConsoleTest$RedOnce.isEven[", "3]").doesNotContain("number 2");
    }

    @Test
    void whatIsTooMuchIsCounted() {
        run(Endless.class);
        assertThat(printed.get(0)).contains("(1 earlier events are left out)").doesNotContain("event 0\n")
                .contains("event 1\n").contains("event " + HeldLog.MOST + "\n");
    }

    @Test
    void progressTellsTheClassAndTheTest() {
        inTheMiddle = () -> {
            NANOS.addAndGet(Duration.ofSeconds(20).toNanos());
            console.printProgress();
        };
        run(Green.class, InTheMiddle.class);
        assertThat(printed).first()
                .isEqualTo("after 20 s: class 2 of 2, TestConsoleTest$InTheMiddle, test 1 of 1, looks");
    }

    @Test
    void aClassThatIsHandedOverAloneIsNotNumbered() {
        inTheMiddle = console::printProgress;
        run(InTheMiddle.class);
        assertThat(printed).first().isEqualTo("after 0 s: TestConsoleTest$InTheMiddle, test 1 of 1, looks");
    }

    @Test
    void timesNameTheClassesThatTookLongest() {
        inTheMiddle = () -> NANOS.addAndGet(Duration.ofMillis(41_400).toNanos());
        run(InTheMiddle.class, FourSeconds.class, Green.class);
        assertThat(printed).containsExactly(
                "time: 45 s: TestConsoleTest$InTheMiddle 41 s, TestConsoleTest$FourSeconds 4 s, the rest 0 s");
    }

    @Test
    void whereNoTestRunsNothingIsPrinted() {
        session(session -> {});
        assertThat(printed).isEmpty();
    }

    @Test
    void aProgramPrintsWhatItLogsAndIsNotSilenced() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            LOG.warn("silenced");
            LOGGERS.getLogger("consumer").warn("printed");
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("printed" + System.lineSeparator());
    }

    private void run(Class<?>... tests) {
        session(session -> session.getLauncher().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(tests).map(test -> selectClass(test)).toList()).build()));
    }

    private void session(Consumer<LauncherSession> work) {
        try (LauncherSession session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false).enableTestExecutionListenerAutoRegistration(false)
                .addLauncherSessionListeners(console).build())) {
            work.accept(session);
        }
    }

    static class Green {

        @Test
        void holds() {
            LOG.warn("while it was green");
        }
    }

    static class Red {

        @BeforeAll
        static void begin() {
            LOG.warn("of the class");
        }

        @Test
        void fails() throws InterruptedException {
            IllegalStateException refused = new IllegalStateException("refused");
            refused.addSuppressed(new IllegalStateException("refused as well"));
            Thread another = new Thread(() -> LOG.warn("of the test", refused), "another");
            another.start();
            another.join();
            throw new AssertionError("red on purpose");
        }
    }

    static class RedInTheEnd {

        @Test
        void holds() {
            LOG.warn("while it was green");
        }

        @AfterAll
        static void end() {
            LOG.warn("of the class");
            throw new AssertionError("red on purpose");
        }
    }

    static class RedInSilence {

        @Test
        void fails() {
            throw new AssertionError("red on purpose");
        }
    }

    static class RedOnce {

        @ParameterizedTest
        @ValueSource(ints = {2, 3})
        void isEven(int number) {
            LOG.warn("number {}", number);
            assertThat(number).isEven();
        }
    }

    static class Endless {

        @Test
        void fails() {
            for (int i = 0; i <= HeldLog.MOST; i++) {
                LOG.warn("event {}", i);
            }
            throw new AssertionError("red on purpose");
        }
    }

    static class InTheMiddle {

        @Test
        void looks() {
            inTheMiddle.run();
        }
    }

    static class FourSeconds {

        @Test
        void passes() {
            NANOS.addAndGet(Duration.ofSeconds(4).toNanos());
        }
    }
}
