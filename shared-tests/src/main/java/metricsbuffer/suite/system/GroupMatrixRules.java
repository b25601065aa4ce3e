package metricsbuffer.suite.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rest of {@link GroupRules}: every scenario with every way of sharing out partitions, and with workers. Not in
 * {@code mvn verify}, which takes one way for most: tagged {@code fire}.
 */
@Tag("fire")
@Timeout(120)
public abstract class GroupMatrixRules extends GroupScenarios {

    @Test
    @Tag("MB-R603")
    final void r603_members_with_workers_come_and_go_eager() {
        memberComesAndGoes(GroupProtocol.EAGER, 4);
    }

    @Test
    @Tag("MB-R603")
    final void r603_members_with_workers_come_and_go_cooperative() {
        memberComesAndGoes(GroupProtocol.COOPERATIVE, 4);
    }

    @Test
    @Tag("MB-R603")
    final void r603_members_with_workers_come_and_go_group_protocol_consumer() {
        memberComesAndGoes(GroupProtocol.CONSUMER, 4);
    }

    @Test
    @Tag("MB-R603")
    final void r603_workers_finish_while_partitions_are_revoked_cooperative() {
        workersFinishWhilePartitionsAreRevoked(GroupProtocol.COOPERATIVE);
    }

    @Test
    @Tag("MB-R603")
    final void r603_workers_finish_while_partitions_are_revoked_group_protocol_consumer() {
        workersFinishWhilePartitionsAreRevoked(GroupProtocol.CONSUMER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_consumer_of_another_make_leaves_without_a_commit_eager() {
        anotherMakeLeavesWithoutACommit(GroupProtocol.EAGER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_consumer_of_another_make_leaves_without_a_commit_group_protocol_consumer() {
        anotherMakeLeavesWithoutACommit(GroupProtocol.CONSUMER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_was_thrown_out_commits_nothing_cooperative() {
        memberIsThrownOut(GroupProtocol.COOPERATIVE);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_rejects_for_long_stays_in_its_group_eager() {
        rejectsForLong(GroupProtocol.EAGER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_rejects_for_long_stays_in_its_group_group_protocol_consumer() {
        rejectsForLong(GroupProtocol.CONSUMER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_partitions_move_while_their_member_rejects_eager() {
        partitionsMoveWhileTheirMemberRejects(GroupProtocol.EAGER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_partitions_move_while_their_member_rejects_group_protocol_consumer() {
        partitionsMoveWhileTheirMemberRejects(GroupProtocol.CONSUMER);
    }
}
