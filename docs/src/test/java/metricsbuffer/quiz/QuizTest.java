package metricsbuffer.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metricsbuffer.quiz.Play.Step;
import org.junit.jupiter.api.Test;

/** What the quiz says of its programs comes from playing them; here, that the playing is right. */
class QuizTest {

    private static final Path TRAINER = Path.of("..", "docs", "trainer");

    /** With two steps in each thread there are six orders. */
    @Test
    void allOrdersArePlayedEachOnce() {
        List<Step> twoSteps = List.of(Step.of("", numbers -> numbers.set("last", 1)), Step.of("", numbers -> { }));
        List<Step> others = List.of(Step.of("", numbers -> numbers.set("last", 2)), Step.of("", numbers -> { }));
        Play play = new Play("", Map.of(), new Play.Thread("", twoSteps), new Play.Thread("", others), List.of(),
                numbers -> "first step of " + numbers.get("last") + " was later");
        assertThat(play.ends()).isEqualTo(Map.of("first step of 1 was later", 3, "first step of 2 was later", 3));
    }

    @Test
    void aLockKeepsTheOtherOutAndWaitingForItselfStandsStill() {
        List<Step> locked = List.of(Step.lock(), Step.unlock());
        Play inTurns = new Play("", Map.of(), new Play.Thread("", locked), new Play.Thread("", locked), List.of(),
                numbers -> "ended");
        assertThat(inTurns.ends()).isEqualTo(Map.of("ended", 2));
        Play never = new Play("", Map.of(), new Play.Thread("", List.of(Step.lock(), Step.lock())),
                new Play.Thread("", List.of()), List.of(), numbers -> "ended");
        assertThat(never.ends()).isEqualTo(Map.of(Play.STANDS_STILL, 1));
    }

    /** Worked out by hand, on paper. */
    @Test
    void theAnswersAreThoseOfAPersonWithAPencil() {
        assertThat(Question.ALL).extracting(Question::answer).containsExactly(List.of("a", "b"),
                List.of("c", "d", "e"), List.of("a", "b"), List.of("d"), List.of("c", "d"));
    }

    @Test
    void theQuizDoesNotLeadToItsKey() {
        assertThat(TRAINER.resolve("quiz.md")).content().doesNotContain("quiz-key", "MB-", "answers/");
    }
}
