package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.Test;

/** A right buffer that only flushes when it is told to: it is not accused of what it does not set out to do. */
class NoIntervalTest extends Rejections {

    @Test
    void whoDeclaresItIsNotJudgedByFlushesThatRecordsBegin() {
        WrongModule.declarations = "no-interval.properties";
        assertThat(rejecting((sink, nanoClock, intervalNanos) -> new OnlyWhenTold(sink), all())).isEmpty();
    }

    @Test
    void whoDoesNotDeclareItIsJudged() {
        assertThat(rejecting((sink, nanoClock, intervalNanos) -> new OnlyWhenTold(sink), all()))
                .contains("r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush", "r303TheBufferGoesOnAfterAFailure");
    }

    private static final class OnlyWhenTold implements BufferPort {

        private final BufferSink sink;
        private Map<Metric, Long> totals = new HashMap<>();

        OnlyWhenTold(BufferSink sink) {
            this.sink = sink;
        }

        @Override
        public void increment(int counter, long amount) {
            record(Metric.counter(counter), "counter", amount);
        }

        @Override
        public void time(int timing, long nanos) {
            record(Metric.timing(timing), "timing", nanos);
        }

        private void record(Metric metric, String kind, long amount) {
            if (metric.index() >= WrongModule.count) {
                throw new NullPointerException(kind);
            } else if (amount < 0) {
                throw new IllegalArgumentException(kind + ": " + amount);
            } else if (amount > 0) {
                add(metric, amount);
            }
        }

        private synchronized void add(Metric metric, long amount) {
            totals.merge(metric, amount, Long::sum);
        }

        private synchronized Map<Metric, Long> take() {
            Map<Metric, Long> taken = totals;
            totals = new HashMap<>();
            return taken;
        }

        @Override
        public void flush() {
            IllegalStateException refused = new IllegalStateException("not all was taken");
            take().forEach((metric, total) -> {
                try {
                    if (metric.counter()) {
                        sink.counter(metric.index(), total);
                    } else {
                        sink.timing(metric.index(), total);
                    }
                } catch (Throwable refusal) { // whatever is thrown, the total was not taken
                    add(metric, total);
                    refused.addSuppressed(refusal);
                }
            });
            if (refused.getSuppressed().length > 0) {
                throw refused;
            }
        }
    }
}
