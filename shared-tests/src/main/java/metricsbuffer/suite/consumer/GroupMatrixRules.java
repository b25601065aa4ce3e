package metricsbuffer.suite.consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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
    final void r603_members_with_workers_come_and_go(GroupProtocol protocol) {
        memberComesAndGoes(protocol, 4);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"COOPERATIVE", "CONSUMER"})
    @Tag("MB-R603")
    final void r603_workers_finish_while_partitions_are_revoked(GroupProtocol protocol) {
        workersFinishWhilePartitionsAreRevoked(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603_a_consumer_of_another_make_leaves_without_a_commit(GroupProtocol protocol) {
        anotherMakeLeavesWithoutACommit(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "COOPERATIVE")
    @Tag("MB-R603")
    final void r603_a_member_that_was_thrown_out_commits_nothing(GroupProtocol protocol) {
        memberIsThrownOut(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603_a_member_that_rejects_for_long_stays_in_its_group(GroupProtocol protocol) {
        rejectsForLong(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"EAGER", "CONSUMER"})
    @Tag("MB-R603")
    final void r603_partitions_move_while_their_member_rejects(GroupProtocol protocol) {
        partitionsMoveWhileTheirMemberRejects(protocol);
    }
}
