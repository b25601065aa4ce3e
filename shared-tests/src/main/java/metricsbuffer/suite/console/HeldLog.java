package metricsbuffer.suite.console;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The appender of {@code logback-test.xml}. It prints what a program logs, and holds what a test logs until it is known
 * whether that test has failed; see {@link TestConsole}. Safe for use by several threads.
 */
public final class HeldLog extends ConsoleAppender<ILoggingEvent> implements TestLog {

    /** How many events are held at most, so that a test which logs without end does not fill the heap. */
    static final int MOST = 5_000;

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n%ex";

    private final PatternLayout layout = new PatternLayout();
    private volatile boolean holding;
    private final Deque<ILoggingEvent> held = new ArrayDeque<>(); // guarded by itself, as is:
    private int leftOut;

    /** The one that is configured; where the configuration is another one, one that nothing comes to. */
    static HeldLog configured() {
        return LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getAppender("console") instanceof HeldLog log ? log : new HeldLog();
    }

    @Override
    public void start() {
        layout.setContext(getContext());
        layout.setPattern(PATTERN);
        layout.start();
        super.start();
    }

    /** Every logger logs at the root's level, the ones that are silenced, too. */
    @Override
    public void hold() {
        holding = true;
        if (getContext() instanceof LoggerContext loggers) {
            loggers.getLoggerList().stream().filter(logger -> !logger.getName().equals(Logger.ROOT_LOGGER_NAME))
                    .forEach(logger -> logger.setLevel(null));
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!holding) {
            super.append(event);
            return;
        }
        event.prepareForDeferredProcessing();
        synchronized (held) {
            if (held.size() == MOST) {
                held.removeFirst();
                leftOut++;
            }
            held.addLast(event);
        }
    }

    @Override
    public Part take() {
        synchronized (held) {
            Part part = new Part(leftOut,
                    held.stream().<Supplier<String>>map(event -> () -> layout.doLayout(event)).toList());
            held.clear();
            leftOut = 0;
            return part;
        }
    }
}
