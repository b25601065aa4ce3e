package metricsbuffer.suite.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a record costs. Each operation is a chunk of records, whose time is taken: the median over chunks leaves out
 * those in which the thread was not on a processor, which a wall clock score over the whole run does not.
 *
 * <p>When it is over the books must balance: what was recorded has arrived, to the unit. A benchmark of a wrong result
 * fails.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

    /** Records in a chunk: long enough to be timed, and far shorter than a time slice. */
    static final int CHUNK = 500;

    /** Named as in {@link Subjects}. */
    @Param("LongAdder")
    public String subject;

    /** How often another thread flushes, in milliseconds; 0 for never. */
    @Param("0")
    public int flushEvery;

    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private Subject records;
    private Actor flusher;
    private volatile boolean over;

    /** One thread that records, and how often it did. */
    @State(Scope.Thread)
    public static class Recorder {

        long counted;
        long timed;

        @Setup(Level.Trial)
        public void add(RecordBenchmark benchmark) {
            benchmark.recorders.add(this);
        }
    }

    @Setup(Level.Trial)
    public void open() throws IOException {
        records = Subjects.open(subject);
        if (flushEvery > 0) {
            flusher = Actor.start("flusher", this::flushAgainAndAgain);
        }
    }

    private void flushAgainAndAgain() {
        while (!over) {
            records.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(flushEvery));
        }
    }

    /** Compiled apart: inlined into JMH's own loop it came out twice as slow or not, by chance. */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void count(Recorder recorder) {
        for (int i = 0; i < CHUNK; i++) {
            records.count();
        }
        recorder.counted += CHUNK;
    }

    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void countAndTime(Recorder recorder) {
        for (int i = 0; i < CHUNK; i++) {
            records.countAndTime();
        }
        recorder.timed += CHUNK;
    }

    @TearDown(Level.Trial)
    public void theBooksBalance() throws IOException {
        over = true;
        if (flusher != null && !flusher.finished(Waiting.LIMIT)) {
            throw new IllegalStateException("the flusher did not end: " + flusher.where());
        }
        Subject.Totals arrived = records.totals();
        records.close();
        long counted = recorders.stream().mapToLong(recorder -> recorder.counted).sum();
        long timed = recorders.stream().mapToLong(recorder -> recorder.timed).sum();
        Subject.Totals recorded = new Subject.Totals(counted + timed, timed * Subject.NANOS);
        if (recorded.count() == 0) {
            throw new IllegalStateException(subject + ": nothing was recorded");
        }
        if (records.mayDrop() ? arrived.count() > recorded.count() : !arrived.equals(recorded)) {
            throw new IllegalStateException("%s: recorded %s, arrived %s".formatted(subject, recorded, arrived));
        }
    }
}
