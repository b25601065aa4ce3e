package metricsbuffer.suite.rules;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.Waiting;
import yours.OwnThreadBuffer;

/** The right buffer with a thread of its own, made wrong from outside. */
enum WrongOwnThread {
    DROPS_WHAT_ARRIVES_DURING_A_FLUSH(
            "r101RecordOfAMetricWhileItIsBeingEmitted", "r101RecordOfEveryPresentMetricDuringAnyEmission",
            "r102FirstSeenMetricsDuringAnyEmission", "r302TheSinkRecordsOnItsOwnThread"),
    FLUSHES_AND_DOES_NOT_WAIT("r105AFlushReturnsWhenTheSinkHasTakenAll"),
    NEVER_FLUSHES_BY_ITSELF(
            "r303TheBufferGoesOnAfterAFailure", "r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush",
            "r401AgainOnceTheRunningOneHasEnded", "r401AgainOnceAnExplicitFlushHasEnded",
            "r403TheInjectedClockMovesAndTheWallClockHardly"),
    FLUSHES_AT_EVERY_RECORD(
            "r402TheIntervalStartsAnewWhenItIsClaimed", "r403TheWallClockMovesAndTheInjectedOneStands");

    private final List<String> rejectedBy;

    WrongOwnThread(String... rejectedBy) {
        this.rejectedBy = List.of(rejectedBy);
    }

    /** The scenarios that see it; there may be others. */
    List<String> rejectedBy() {
        return rejectedBy;
    }

    BufferPort make(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Wrong(sink, nanoClock, intervalNanos);
    }

    private final class Wrong implements BufferPort, BufferSink {

        private final BufferSink sink;
        private final BufferPort right;
        private final AtomicInteger inTheSink = new AtomicInteger();
        private final ExecutorService flusher = Executors.newSingleThreadExecutor();

        Wrong(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            this.sink = sink;
            long start = nanoClock.getAsLong();
            right = new OwnThreadBuffer(this, WrongOwnThread.this == NEVER_FLUSHES_BY_ITSELF ? () -> start : nanoClock,
                    intervalNanos);
        }

        @Override
        public void increment(int counter, long amount) {
            record(() -> right.increment(counter, amount));
        }

        @Override
        public void time(int timing, long nanos) {
            record(() -> right.time(timing, nanos));
        }

        private void record(Runnable record) {
            if (inTheSink.get() == 0 || WrongOwnThread.this != DROPS_WHAT_ARRIVES_DURING_A_FLUSH) {
                record.run();
            }
            if (WrongOwnThread.this == FLUSHES_AT_EVERY_RECORD) {
                flusher.execute(right::flush);
            }
        }

        @Override
        public void flush() {
            if (WrongOwnThread.this == FLUSHES_AND_DOES_NOT_WAIT) {
                flusher.execute(right::flush);
            } else {
                right.flush();
            }
        }

        @Override
        public void close() {
            flusher.shutdown();
            Waiting.until(flusher::isTerminated); // what it does the owner does
            right.close();
        }

        @Override
        public void counter(int counter, long total) {
            emit(() -> sink.counter(counter, total));
        }

        @Override
        public void timing(int timing, long nanos) {
            emit(() -> sink.timing(timing, nanos));
        }

        private void emit(Runnable emission) {
            inTheSink.incrementAndGet();
            try {
                emission.run();
            } finally {
                inTheSink.decrementAndGet();
            }
        }
    }
}
