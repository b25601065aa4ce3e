package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which harm breaks which rule, against the wording of the rules; and that an assertion goes by it. */
@ExtendWith(WrongModule.InPlace.class)
class HarmTest {

    @BeforeEach
    void aRightBuffer() {
        WrongModule.maker = (sink, nanoClock, intervalNanos) ->
                new FaultyBuffer(FaultyBuffer.Fault.NONE, sink, nanoClock, intervalNanos);
    }

    @ParameterizedTest
    @CsvSource({
        "HINDERED,     R101 R102 R106 R301 R302",
        "HUNG,         R101 R102 R106 R301 R302 R303 R401",
        "THREW,        R101 R102 R106 R302 R303",
        "TOO_MUCH,     R101 R103 R106 R302 R501",
        "NOT_POSITIVE, R101 R501",
        "MISSING,      R101 R102 R105 R106 R302 R401 R403 R501"})
    void breaks(Harm harm, String rules) {
        assertThat(Stream.of(Rule.values()).filter(harm::breaks).map(Rule::name)).containsExactly(rules.split(" "));
    }

    @Test
    void whatAScenarioLooksForBreaksItsRuleWhicheverThatIs() {
        assertThat(Rule.values()).allMatch(Harm.BROKEN_RULE::breaks);
    }

    @ParameterizedTest
    @EnumSource
    void isThrownForARuleThatItBreaksAndForNoOther(Harm harm) {
        for (Rule rule : Rule.values()) {
            Scene scene = new Scene();
            scene.note(harm, "seen", null);
            assertThat(isBroken(scene, rule)).as("%s by %s", rule, harm).isEqualTo(harm.breaks(rule));
        }
    }

    /** More than one flush of an interval breaks MB-R402; none, or a record that is lost, does not. */
    @Test
    void whatIsLostIsNoSecondFlush() {
        assertThat(Arrays.asList(Harm.values())).filteredOn(harm -> harm.breaks(Rule.R402))
                .containsExactly(Harm.BROKEN_RULE);
    }

    private static boolean isBroken(Scene scene, Rule rule) {
        try {
            scene.assertHolds(rule);
            return false;
        } catch (RuleViolation violation) {
            return true;
        }
    }
}
