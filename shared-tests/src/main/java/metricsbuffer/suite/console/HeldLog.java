package metricsbuffer.suite.console;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The appender of {@code logback-test.xml}. It prints what a program logs, and holds what a test logs until it is known
 * whether that test has failed; see {@link TestConsole}. Safe for use by several threads.
 */
public final class HeldLog extends ConsoleAppender<ILoggingEvent> {

    /** How many events are held at most, so that a test which logs without end does not fill the heap. */
    static final int MOST = 5_000;

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n%ex";

    /**
     * Some of what was logged, in its order.
     *
     * @param leftOut how many events came before these and are not held any more
     */
    record Part(int leftOut, List<ILoggingEvent> events) {}

    private final PatternLayout layout = new PatternLayout();
    private volatile boolean holding;
    private final Deque<ILoggingEvent> held = new ArrayDeque<>(); // guarded by itself, as is:
    private int leftOut;

    /** The one that is configured; where the configuration is another one, one that nothing comes to. */
    static HeldLog configured() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender("console") instanceof HeldLog log ? log : new HeldLog();
    }

    @Override
    public void start() {
        layout.setContext(getContext());
        layout.setPattern(PATTERN);
        layout.start();
        super.start();
    }

    /** From now on nothing is printed. Every logger logs at the root's level, the ones that are silenced, too. */
    void hold() {
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

    /** Hands over what is held, and holds it no longer. */
    Part take() {
        synchronized (held) {
            Part part = new Part(leftOut, List.copyOf(held));
            held.clear();
            leftOut = 0;
            return part;
        }
    }

    /** An event with the whole of its stack trace, suppressed ones included; it ends with a line separator. */
    String text(ILoggingEvent event) {
        return layout.doLayout(event);
    }
}
