package metricsbuffer.suite.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void itIsFoundBehindACauseAndAmongTheSuppressed() {
        Exception thrown = new Exception();
        thrown.addSuppressed(new Exception(new Refusal()));
        assertThat(Refusal.isIn(new Exception(thrown))).isTrue();
        assertThat(Refusal.isIn(new Exception(new Exception()))).isFalse();
        assertThat(Refusal.isIn(null)).isFalse();
    }

    @Test
    void causesThatGoRoundInARingEnd() {
        Exception one = new Exception();
        Exception other = new Exception(one);
        one.initCause(other);
        assertThat(isIn(one)).isFalse();
        other.addSuppressed(new Refusal());
        assertThat(isIn(one)).isTrue();
    }

    @Test
    void suppressedOnesThatGoRoundInARingEnd() {
        Exception one = new Exception();
        Exception other = new Exception();
        one.addSuppressed(other);
        other.addSuppressed(one);
        assertThat(isIn(one)).isFalse();
        other.addSuppressed(new Refusal());
        assertThat(isIn(one)).isTrue();
    }

    private static boolean isIn(Throwable thrown) {
        return Assertions.assertTimeoutPreemptively(LIMIT, () -> Refusal.isIn(thrown));
    }
}
