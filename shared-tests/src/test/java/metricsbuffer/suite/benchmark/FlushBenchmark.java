package metricsbuffer.suite.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a flush costs while every metric has something to emit, to a sink that costs next to nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlushBenchmark {

    /** A module. */
    @Param("buggy")
    public String subject;

    /** Idle time before each flush, in milliseconds: what a processor forgets meanwhile is part of the cost. */
    @Param("0")
    public int pause;

    private ModuleSubject buffer;
    private long flushes;

    @Setup(Level.Trial)
    public void open() {
        buffer = new ModuleSubject(subject);
    }

    /** Outside of what is timed. */
    @Setup(Level.Invocation)
    public void recordAll() {
        if (pause > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        }
        buffer.touchAll();
    }

    @Benchmark
    public void flush() {
        buffer.flush();
        flushes++;
    }

    @TearDown(Level.Trial)
    public void everyMetricWasEmittedByEveryFlush() {
        buffer.close();
        if (flushes == 0 || buffer.emissions() != flushes * buffer.metrics()) {
            throw new IllegalStateException("%s: %d totals in %d flushes".formatted(subject, buffer.emissions(),
                    flushes));
        }
    }
}
