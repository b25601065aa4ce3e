package metricsbuffer.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs from INFO up, on any thread, and keeps it off the console; until it is closed. */
public final class LogCapture implements AutoCloseable {

    private final Logger logger;
    private final Level levelBefore; // null if it is inherited
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    public LogCapture(Class<?> logging) {
        logger = (Logger) LoggerFactory.getLogger(logging);
        levelBefore = logger.getLevel();
        appender.start();
        logger.setLevel(Level.INFO); // whatever the configuration silences
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /** What was logged, as a level and the message: "WARN something". */
    public List<String> lines() {
        return events.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(levelBefore);
        appender.stop();
    }
}
