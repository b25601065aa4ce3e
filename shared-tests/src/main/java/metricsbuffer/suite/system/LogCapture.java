package metricsbuffer.suite.system;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Takes what is logged by anyone, in place of the console, until it is closed: what a scenario provokes on purpose
 * must not look like a failure. Safe for use by several threads.
 */
final class LogCapture implements AutoCloseable {

    private final List<Appender<ILoggingEvent>> replaced = new ArrayList<>();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    LogCapture() {
        appender.start();
        root().iteratorForAppenders().forEachRemaining(replaced::add);
        replaced.forEach(root()::detachAppender);
        root().addAppender(appender);
    }

    List<ILoggingEvent> events() {
        return events;
    }

    @Override
    public void close() {
        replaced.forEach(root()::addAppender);
        root().detachAppender(appender);
        appender.stop();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
