package metricsbuffer.suite.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    @Test
    @Tag("MB-R603")
    final void r603_a_member_comes_and_goes_eager() {
        memberComesAndGoes(GroupProtocol.EAGER, 0);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_comes_and_goes_cooperative() {
        memberComesAndGoes(GroupProtocol.COOPERATIVE, 0);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_comes_and_goes_group_protocol_consumer() {
        memberComesAndGoes(GroupProtocol.CONSUMER, 0);
    }

    @Test
    @Tag("MB-R603")
    final void r603_workers_finish_while_partitions_are_revoked() {
        workersFinishWhilePartitionsAreRevoked(GroupProtocol.EAGER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_consumer_of_another_make_leaves_without_a_commit() {
        anotherMakeLeavesWithoutACommit(GroupProtocol.COOPERATIVE);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_was_thrown_out_commits_nothing_eager() {
        memberIsThrownOut(GroupProtocol.EAGER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_was_thrown_out_commits_nothing_group_protocol_consumer() {
        memberIsThrownOut(GroupProtocol.CONSUMER);
    }

    @Test
    @Tag("MB-R603")
    final void r603_a_member_that_rejects_for_long_stays_in_its_group() {
        rejectsForLong(GroupProtocol.COOPERATIVE);
    }

    @Test
    @Tag("MB-R603")
    final void r603_partitions_move_while_their_member_rejects() {
        partitionsMoveWhileTheirMemberRejects(GroupProtocol.COOPERATIVE);
    }
}
