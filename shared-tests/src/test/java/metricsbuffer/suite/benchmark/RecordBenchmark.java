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
import org.openjdk.jmh.infra.ThreadParams;

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

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final int CHUNKS_WITHOUT_A_REST = 64;

    /** Before a thread that waits for another leaves its processor: some microseconds. */
    private static final int TURNS = 200;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Named as in {@link Subjects}. */
    @Param("LongAdder")
    public String subject;

    /** How often another thread flushes, in milliseconds; 0 for never. */
    @Param("0")
    public int flushEvery;

    /** Of the counters that are recorded apart: two neighbours share a cache line or not, by where they begin. */
    @Param("0")
    public int first;

    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private Subject records;
    private Actor flusher;
    private volatile boolean over;

    /** One thread that records, and how often it did. */
    @State(Scope.Thread)
    public static class Recorder {

        long counted;
        long timed;
        private int counter;
        private volatile long chunks;
        private RecordBenchmark benchmark;
        private List<Recorder> others = List.of();

        @Setup(Level.Trial)
        public void add(RecordBenchmark benchmark, ThreadParams params) {
            this.benchmark = benchmark;
            counter = benchmark.first + params.getThreadIndex();
            benchmark.recorders.add(this);
        }

        @Setup(Level.Iteration)
        public void see() {
            if (benchmark.recorders.size() <= PROCESSORS) { // or else who waits keeps the others from coming
                others = benchmark.recorders.stream().filter(recorder -> recorder != this).toList();
            }
        }

        /**
         * Outside of what is timed. Chunks begin together, so that threads record at once although the scheduler takes
         * one of them away for a while. Who waits in vain goes on: the other has ended its part.
         */
        @Setup(Level.Invocation)
        public void meet() {
            chunks++;
            if (chunks % CHUNKS_WITHOUT_A_REST == 0) {
                benchmark.records.settle();
            }
            for (Recorder other : others) {
                for (int turn = 0; turn < TURNS && other.chunks < chunks; turn++) {
                    Thread.onSpinWait();
                }
                long start = other.chunks < chunks ? System.nanoTime() : 0;
                while (other.chunks < chunks && System.nanoTime() - start < LONGEST_WAIT_NANOS) {
                    Thread.yield();
                }
            }
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

    /** Each thread records a counter of its own, next to another thread's. */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void apart(Recorder recorder) {
        for (int i = 0; i < CHUNK; i++) {
            records.countApart(recorder.counter);
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
