package metricsbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final Attempts attempts = new Attempts();
    private final List<String> tried = new ArrayList<>();

    @Test
    void everyStepIsTriedAndTheFirstFailureIsThrownWithTheOthersSuppressed() {
        RuntimeException first = new IllegalStateException("first");
        Error second = new NoClassDefFoundError("second");
        RuntimeException third = new IllegalStateException("third");

        assertThat(attempts.run(() -> tried.add("a"))).isTrue();
        assertThat(attempts.run(() -> fail("b", first))).isFalse();
        assertThat(attempts.run(() -> fail("c", second))).isFalse();
        assertThat(attempts.run(() -> fail("d", third))).isFalse();
        assertThat(attempts.run(() -> tried.add("e"))).isTrue();

        assertThatThrownBy(attempts::throwFirstFailure).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second, third);
        assertThat(tried).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void withoutAFailureNothingIsThrown() {
        attempts.run(() -> {});
        assertThatCode(attempts::throwFirstFailure).doesNotThrowAnyException();
    }

    @Test
    void anErrorIsThrownAsItIs() {
        Error error = new StackOverflowError();
        attempts.run(() -> fail("a", error));
        assertThatThrownBy(attempts::throwFirstFailure).isSameAs(error);
    }

    @Test
    void aCheckedExceptionThatIsNotDeclaredIsThrownAsItIs() {
        Exception checked = new IOException("not declared");
        attempts.run(() -> fail("a", checked));
        assertThatThrownBy(attempts::throwFirstFailure).isSameAs(checked);
    }

    @Test
    void aFailureThatWasMetElsewhereIsTheFirst() {
        RuntimeException elsewhere = new IllegalStateException("elsewhere");
        RuntimeException later = new IllegalStateException("later");
        attempts.failed(elsewhere);
        attempts.run(() -> fail("a", later));
        assertThat(elsewhere.getSuppressed()).containsExactly(later);
    }

    @Test
    void anExceptionThatIsThrownAgainIsNotSuppressedInItself() {
        RuntimeException same = new IllegalStateException("same");
        attempts.run(() -> fail("a", same));
        attempts.run(() -> fail("b", same));
        assertThatThrownBy(attempts::throwFirstFailure).isSameAs(same).hasNoSuppressedExceptions();
    }

    @Test
    void exceptionsThatAreThrownForEverDoNotGrowWithoutEnd() {
        RuntimeException first = new IllegalStateException("made once");
        RuntimeException second = new IllegalStateException("made once, too");
        for (int round = 0; round < 100; round++) {
            Attempts again = new Attempts();
            again.failed(first);
            again.failed(second);
        }
        assertThat(first.getSuppressed()).containsExactly(second);

        for (int round = 0; round < 100; round++) {
            Attempts again = new Attempts();
            again.failed(first);
            again.failed(new IllegalStateException("made anew"));
        }
        assertThat(first.getSuppressed()).hasSizeLessThan(50);
    }

    private void fail(String step, Throwable failure) {
        tried.add(step);
        AttemptsTest.<RuntimeException>throwUnchecked(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
