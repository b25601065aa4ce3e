package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The accumulator of {@code fix-concurrent}, cut out of its source and model-checked alone: without the map that the
 * buffer keeps it in, whose own steps take up most of what is explored of the whole buffer.
 */
class AccumulatorAloneTest {

    private static final Path BUFFER =
            Path.of("../fix-concurrent/src/main/java/metricsbuffer/metrics/MetricsBuffer.java");
    private static final List<String> SCENARIOS = List.of("r101_recordDuringAFlush", "r101_mixedOperations",
            "r103_twoFlushes", "r103_recordBetweenTwoFlushes");

    private static final String CLAIM = """
                    synchronized long claim() {
                        long total = sum() - emitted;
                        emitted += total;
                        return total;
                    }
            """;

    private static final String ALONE = """
            package metricsbuffer.port;

            import java.util.Arrays;
            import java.util.List;
            import java.util.concurrent.atomic.LongAdder;
            import java.util.function.LongSupplier;
            import metricsbuffer.suite.port.*;

            public final class ModuleBuffers implements BufferModule {

                interface ConsumerMetric {}

                public List<String> counters() { return List.of("counter 0", "counter 1"); }

                public List<String> timings() { return List.of("timing 0", "timing 1"); }

                public BufferPort create(BufferSink sink, LongSupplier clock, long intervalNanos) {
                    return new BufferPort() {
                        private final Accumulator counter = new Accumulator(null);
                        private final Accumulator timing = new Accumulator(null);

                        public void increment(int index, long amount) { counter.add(amount); }

                        public void time(int index, long nanos) { timing.add(nanos); }

                        public void flush() {
                            long count = counter.claim();
                            if (count != 0) {
                                sink.counter(0, count);
                            }
                            long nanos = timing.claim();
                            if (nanos != 0) {
                                sink.timing(0, nanos);
                            }
                        }
                    };
                }

            %s
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void nothingWrongIsFound() throws Exception {
        assertThat(judge(accumulator())).extracting(Verdict::outcome).containsOnly(Outcome.HELD);
    }

    /** What the acceptance above is worth: the same check rejects each of these. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aWrongClaimIsFound(String error, String claim) throws Exception {
        String accumulator = accumulator();
        assertThat(accumulator).contains(CLAIM);
        assertThat(judge(accumulator.replace(CLAIM, claim))).extracting(Verdict::outcome).contains(Outcome.VIOLATED);
    }

    static Stream<Arguments> aWrongClaimIsFound() {
        return Stream.of(
                arguments("flushers do not take turns", CLAIM.replace("synchronized ", "")),
                arguments("the sum is read twice", CLAIM.replace("emitted += total", "emitted = sum()")),
                arguments("the sum is read before the lock is taken", """
                        long claim() {
                            long sum = sum();
                            synchronized (this) {
                                long total = sum - emitted;
                                emitted += total;
                                return total;
                            }
                        }
                        """),
                arguments("read, then reset", """
                        synchronized long claim() {
                            long total = sum();
                            reset();
                            return total;
                        }
                        """));
    }

    private List<Verdict> judge(String accumulator) throws IOException, InterruptedException {
        Path adapter = folder.resolve("metricsbuffer/port/ModuleBuffers.java");
        Files.createDirectories(adapter.getParent());
        Files.writeString(adapter, ALONE.formatted(accumulator));
        List<Verdict> verdicts = Judge.modelCheck(CompiledModule.in(folder).classes(), folder, SCENARIOS);
        assertThat(verdicts).hasSameSizeAs(SCENARIOS);
        return verdicts;
    }

    private static String accumulator() throws IOException {
        String source = Files.readString(BUFFER);
        int begin = source.indexOf("    private static final class Accumulator ");
        assertThat(begin).as("the nested class Accumulator in %s", BUFFER).isPositive();
        return source.substring(begin, source.lastIndexOf('}'));
    }
}
