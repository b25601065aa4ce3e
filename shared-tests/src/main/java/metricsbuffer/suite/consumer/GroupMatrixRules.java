package metricsbuffer.suite.consumer;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rest of {@link GroupRules}: every scenario with every way of sharing out partitions, and with workers. Not in
 * {@code mvn verify}, which takes one way for most: tagged {@code fire}.
 */
@Tag("fire")
@Timeout(120)
public abstract class GroupMatrixRules extends GroupScenarios {

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("MB-R603")
    final void r603MembersWithWorkersComeAndGo(GroupProtocol protocol) {
        memberComesAndGoes(protocol, 4);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"COOPERATIVE", "CONSUMER"})
    @Tag("MB-R603")
    final void r603WorkersFinishWhilePartitionsAreRevoked(GroupProtocol protocol) {
        workersFinishWhilePartitionsAreRevoked(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603AConsumerOfAnotherMakeLeavesWithoutACommit(GroupProtocol protocol) {
        anotherMakeLeavesWithoutACommit(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "COOPERATIVE")
    @Tag("MB-R603")
    final void r603AMemberThatWasThrownOutCommitsNothing(GroupProtocol protocol) {
        memberIsThrownOut(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603AMemberThatRejectsForLongStaysInItsGroup(GroupProtocol protocol) {
        rejectsForLong(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603PartitionsMoveWhileTheirMemberRejects(GroupProtocol protocol) {
        partitionsMoveWhileTheirMemberRejects(protocol);
    }

    @ParameterizedTest(name = "{0}, {1} workers")
    @CsvSource({"EAGER, 0", "EAGER, 1", "EAGER, 4", "COOPERATIVE, 0", "COOPERATIVE, 1", "COOPERATIVE, 4",
            "CONSUMER, 0", "CONSUMER, 1", "CONSUMER, 4"})
    @Tag("MB-R603")
    final void r603AMemberWithSlowRecordsStaysInItsGroup(GroupProtocol protocol, int workers) {
        recordsAreSlow(protocol, workers, 400, Duration.ofMillis(50), Duration.ofSeconds(6));
    }
}
