package metricsbuffer.interleavings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds MB-F12 to its words: which tests are green although the flush throws every time. */
class TestsOfARaceTest {

    private static final Runnable BROKEN_FLUSH = () -> {
        throw new ConcurrentModificationException();
    };

    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void noStackTraceInTheBuildLog() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
    }

    @AfterEach
    void asItWas() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void twoAreGreenAllTheSame() {
        assertThatCode(() -> TestsOfARace.theExceptionDiesInItsThread(BROKEN_FLUSH)).doesNotThrowAnyException();
        assertThatCode(() -> TestsOfARace.theFutureIsNotAsked(BROKEN_FLUSH)).doesNotThrowAnyException();
    }

    @Test
    void oneIsRed() {
        assertThatThrownBy(() -> TestsOfARace.theFutureIsAsked(BROKEN_FLUSH)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ConcurrentModificationException.class);
    }
}
