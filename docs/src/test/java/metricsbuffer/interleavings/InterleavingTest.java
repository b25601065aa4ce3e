package metricsbuffer.interleavings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import metricsbuffer.suite.rules.Steps.Step;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each interleaving shows harm, and the same every time. */
class InterleavingTest {

    @TestFactory
    Stream<DynamicTest> itShowsHarmAndIsTheSameEveryTime() {
        return Interleaving.all().stream().map(id -> dynamicTest(id, () -> {
            var steps = Interleaving.play(id);
            assertThat(steps).anyMatch(Step::harm);
            for (int again = 0; again < 5; again++) {
                assertThat(Interleaving.play(id)).isEqualTo(steps);
            }
        }));
    }
}
