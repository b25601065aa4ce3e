package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A buffer that hangs is said to hang, in which threads and why, and soon. */
@ExtendWith(WrongModule.InPlace.class)
class HangTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** Ends what the wrong buffers wait for, so that no thread outlives its test. */
    private static volatile CountDownLatch over;

    /** The suite, as a module runs it. */
    static class Rules extends BufferRules {}

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() {
        over = new CountDownLatch(1);
    }

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void aFlushThatWaitsForEver() {
        WrongModule.maker = Waiting::new;
        Verdict verdict = soon("r101TotalsOverSeveralFlushes");
        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(verdict.seen()).startsWith("does not return: 'flusher' waits").contains("HangTest$Waiting.flush");
    }

    @Test
    void aFlushThatSpins() {
        WrongModule.maker = Spinning::new;
        Verdict verdict = soon("r106OneTotalRefused");
        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(verdict.seen()).startsWith("does not return, still running: 'flusher'")
                .contains("HangTest$Spinning.flush");
    }

    @Test
    void aRecordAndAFlushThatTakeTwoLocksInOppositeOrder() {
        WrongModule.maker = LocksInOppositeOrder::new;
        Verdict verdict = soon("r301LateRecordWhileTheSinkBlocksAnExplicitFlush");
        assertThat(verdict.rule()).isEqualTo(Rule.R301);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(verdict.seen()).startsWith("deadlock: ").contains("which 'flusher' holds",
                "which 'late recorder' holds", "LocksInOppositeOrder.increment", "LocksInOppositeOrder.flush");
    }

    @Test
    void aRuleThatAHangDoesNotBreakGetsNoVerdict() {
        WrongModule.maker = Waiting::new;
        Verdict verdict = soon("r103FlushDuringAnyEmission");
        assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(verdict.seen()).contains("no verdict on MB-R103", "does not return: 'flusher' waits");
    }

    private Verdict soon(String scenario) {
        long began = System.nanoTime();
        EngineTestKit.engine("junit-jupiter").configurationParameter(RuleExtension.FOLDER, folder.toString())
                .selectors(DiscoverySelectors.selectMethod(Rules.class, scenario)).execute();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        return new VerdictLog(folder).read().verdicts().get(0);
    }

    private abstract static class Hanging implements BufferPort {

        final BufferSink sink;

        Hanging(BufferSink sink) {
            this.sink = sink;
        }

        @Override
        public void increment(int counter, long amount) {}

        @Override
        public void time(int timing, long nanos) {}
    }

    private static final class Waiting extends Hanging {

        Waiting(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            super(sink);
        }

        @Override
        public void flush() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Spinning extends Hanging {

        Spinning(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            super(sink);
        }

        @Override
        public void flush() {
            while (over.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class LocksInOppositeOrder extends Hanging {

        private final LongSupplier nanoClock;
        private final long intervalNanos;
        private final ReentrantLock flushes = new ReentrantLock();
        private final ReentrantLock records = new ReentrantLock();
        private long total; // guarded by records
        private long intervalStart; // guarded by records

        LocksInOppositeOrder(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            super(sink);
            this.nanoClock = nanoClock;
            this.intervalNanos = intervalNanos;
            intervalStart = nanoClock.getAsLong();
        }

        @Override
        public void increment(int counter, long amount) {
            lock(records);
            total += amount;
            if (nanoClock.getAsLong() - intervalStart > intervalNanos) {
                flush();
            }
            records.unlock();
        }

        @Override
        public void flush() {
            lock(flushes);
            sink.counter(0, 1);
            lock(records);
            total = 0;
            intervalStart = nanoClock.getAsLong();
            records.unlock();
            flushes.unlock();
        }

        /** For ever, but for the end of the test. */
        private static void lock(ReentrantLock lock) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
