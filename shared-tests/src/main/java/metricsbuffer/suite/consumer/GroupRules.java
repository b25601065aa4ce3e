package metricsbuffer.suite.consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The consumer in a group: members come and go in the middle of traffic, and one is thrown out. One alone:
 * {@code mvn verify -Dit.test=GroupRulesIT -Dgroups=MB-R603}.
 *
 * <p>Where members come and go in order, each record is done exactly once: whoever gives up a partition finishes and
 * commits first. So that nothing else can have made that commit, members of such a scenario commit at no other time.
 * Only where a member is thrown out may a record be done twice, and none may be missing even then.
 */
@Timeout(120)
public abstract class GroupRules extends GroupScenarios {

    // ---- MB-R603: a rebalance loses no count and no record, and backpressure causes none

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("MB-R603")
    final void r603AMemberComesAndGoes(GroupProtocol protocol) {
        memberComesAndGoes(protocol, 0);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "EAGER")
    @Tag("MB-R603")
    final void r603WorkersFinishWhilePartitionsAreRevoked(GroupProtocol protocol) {
        workersFinishWhilePartitionsAreRevoked(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "COOPERATIVE")
    @Tag("MB-R603")
    final void r603AConsumerOfAnotherMakeLeavesWithoutACommit(GroupProtocol protocol) {
        anotherMakeLeavesWithoutACommit(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603AMemberThatWasThrownOutCommitsNothing(GroupProtocol protocol) {
        memberIsThrownOut(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "COOPERATIVE")
    @Tag("MB-R603")
    final void r603AMemberThatRejectsForLongStaysInItsGroup(GroupProtocol protocol) {
        rejectsForLong(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "COOPERATIVE")
    @Tag("MB-R603")
    final void r603PartitionsMoveWhileTheirMemberRejects(GroupProtocol protocol) {
        partitionsMoveWhileTheirMemberRejects(protocol);
    }
}
