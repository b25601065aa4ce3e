package metricsbuffer.suite.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is logged, on any thread, until it is closed, so that a test can look at it. Whether it is printed, too, is
 * not changed. Safe for use by several threads.
 */
public final class LogCapture implements AutoCloseable {

    private final Logger logger;
    private final Map<Logger, Level> levelsBefore = new HashMap<>(); // a level is null if it is inherited
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    /** Captures what anyone logs, at the levels that are configured. */
    public LogCapture() {
        this(Logger.ROOT_LOGGER_NAME);
    }

    /** Captures what anyone logs from a level up, what the configuration silences, too. */
    public LogCapture(Level from) {
        this();
        for (Logger configured : logger.getLoggerContext().getLoggerList()) {
            if (configured.getLevel() != null) {
                setLevel(configured, configured == logger ? from : null);
            }
        }
    }

    /** Captures what a class logs from INFO up. */
    public LogCapture(Class<?> logging) {
        this(logging.getName());
        setLevel(logger, Level.INFO);
    }

    private LogCapture(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        appender.start();
        logger.addAppender(appender);
    }

    private void setLevel(Logger of, Level level) {
        levelsBefore.put(of, of.getLevel());
        of.setLevel(level);
    }

    /** What was logged, each as its level and its message: "WARN something". */
    public List<String> lines() {
        return events.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    /** All that was logged, stack traces included. */
    public String text() {
        return events.stream().map(event -> event.getFormattedMessage() + (event.getThrowableProxy() == null
                ? "" : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()))).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
        levelsBefore.forEach(Logger::setLevel);
    }
}
