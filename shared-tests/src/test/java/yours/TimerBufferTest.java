package yours;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.port.TurnedTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the suite, which turns the timer itself, does not ask. */
class TimerBufferTest {

    private static final int RECORDS = 100_000;
    private static final int PATIENCE_SECONDS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Logger WARNINGS = Logger.getLogger("yours");

    private final Level before = WARNINGS.getLevel();
    private final BlockingQueue<Long> delivered = new LinkedBlockingQueue<>();

    @BeforeEach
    void refusalsAreMeant() {
        WARNINGS.setLevel(Level.OFF);
    }

    @AfterEach
    void putBack() {
        WARNINGS.setLevel(before);
    }

    /** An agent that is down when it is called first. */
    private final class Recovering implements BufferSink {

        private boolean down = true; // the timer's alone

        @Override
        public void counter(int index, long total) {
            if (down) {
                down = false;
                throw new AssertionError("agent down");
            }
            delivered.add(total);
        }

        @Override
        public void timing(int index, long nanos) {
            delivered.add(nanos);
        }
    }

    @Test
    void aRealTimerOutlivesAnError() throws InterruptedException {
        try (TimerBuffer buffer = new TimerBuffer(
                new Recovering(), System::nanoTime, TimeUnit.MILLISECONDS.toNanos(1), TimerBuffer.timer())) {
            buffer.increment(0, 5);
            assertThat(delivered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(5);
        }
    }

    @Test
    void closeMakesTheLastFlush() {
        BufferSink up = new BufferSink() {
            @Override
            public void counter(int index, long total) {
                delivered.add(total);
            }

            @Override
            public void timing(int index, long nanos) {
                delivered.add(nanos);
            }
        };
        try (TimerBuffer buffer = new TimerBuffer(up, () -> 0, 1, TimerBuffer.timer())) {
            buffer.increment(0, 5);
            buffer.time(0, 7);
            assertThat(delivered).isEmpty();
        }
        assertThat(delivered).containsExactly(5L, 7L);
    }

    @Test
    void aRecordAllocatesNothing() {
        TimerBuffer buffer = new TimerBuffer(new Recovering(), new AtomicLong()::get, 1, new TurnedTimer());
        record(buffer); // what is made once is made here
        long before = THREADS.getCurrentThreadAllocatedBytes();
        record(buffer);
        assertThat((THREADS.getCurrentThreadAllocatedBytes() - before) / RECORDS).isZero();
    }

    private static void record(TimerBuffer buffer) {
        for (int i = 0; i < RECORDS; i++) {
            buffer.increment(0, 1);
        }
    }
}
