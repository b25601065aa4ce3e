package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MemberBuilder.NEVER;
import static metricsbuffer.suite.rig.MetricNames.ASSIGNED;
import static metricsbuffer.suite.rig.MetricNames.DROPPED;
import static metricsbuffer.suite.rig.MetricNames.REVOKED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.MemberBuilder;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.OneModule;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every record is done, and committed when it is done and not before, whatever happens to the member that has it. The
 * buffer has no part in this: see {@link OneModule}. One alone:
 * {@code mvn verify -pl fix-lock -Dit.test=DeliveryRulesIT -Dtest=none}.
 */
@Timeout(120)
@ExtendWith(OneModule.class)
public abstract class DeliveryRules extends GroupScenarios {

    // ---- MB-R604: offsets are committed only for records that are done

    /**
     * A task fails while the rebalance waits for it, with an error of Kafka's that a poll would be tried again after: of
     * a producer of its own, say. The member ends with it, and the other does what it had.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("MB-R604")
    final void r604ATaskFailsWhilePartitionsAreRevoked(GroupProtocol protocol) {
        Gate task = rig.gate("the task");
        TimeoutException failure = new TimeoutException("of a producer of the task's own");
        rig.write(partitions() * 5);
        Member first = member(protocol).flushInterval(NEVER).poolSize(1).task(offset -> {
            task.pass();
            throw failure;
        }).start();
        first.await("the first member is in a task", task::reached);
        Member second = member(protocol).journal(first.journal()).processed(first.processed()).start();
        first.await("partitions are revoked", () -> rig.agent().count(REVOKED) > 0);
        Waiting.untilEndedOrWaits(first.loop(), Waiting.FEW_LOOKS, Waiting.LIMIT); // in its join
        task.open();
        rig.awaitEnd(first);
        second.await("the second member has done all", () -> isAllProcessed(second));
        rig.shutDown(second);

        judgeEndedWith(failure, first);
        judgeEqual("the number of records that the first member has done", first.own().count(Outcome.DONE), 0);
        judgeRun(second);
        judgeAllDone(second);
    }

    /** There is no such topic: the producer gives up while the loop waits for it. */
    @Test
    @Tag("MB-R604")
    final void r604TheDeadLetterTopicIsMissing() {
        startWithoutDeadLetters("missing-" + rig.deadLetterTopic);
    }

    /** The broker refuses each dead letter: the producer's I/O thread hears of it, while the loop goes on. */
    @Test
    @Tag("MB-R604")
    final void r604TheDeadLetterTopicIsClosed() {
        String closed = "closed-" + rig.deadLetterTopic;
        rig.createClosedTopic(closed);
        startWithoutDeadLetters(closed);
    }

    /** One record is invalid, and has nowhere to go until the consumer is started again. */
    private void startWithoutDeadLetters(String deadLetterTopic) {
        int poison = 5;
        rig.write(partitions() * 10);
        MemberBuilder member = rig.member().flushInterval(OFTEN).watchCommits()
                .task((topic, partition, offset, key, value) -> partition == 0 && offset == poison
                        ? Outcome.INVALID : Outcome.DONE);
        Member first = member.deadLetterTopic(deadLetterTopic).start();
        boolean ended = Waiting.ended(first.loop(), Waiting.LIMIT);
        rig.shutDown(first);
        long before = rig.committed();
        Member second = member.deadLetterTopic(rig.deadLetterTopic).start();
        second.awaitOrDeath("all is done, and committed", () -> rig.partitions.stream()
                .allMatch(partition -> rig.committed(partition) == rig.written(partition)));
        rig.shutDown(second);

        judge(ended, "the run goes on without a dead letter");
        String end = first.end().map(Throwable::toString).orElse("nothing");
        judge(end.contains(rig.partition + "@" + poison), "the run should end with the dead letter of "
                + rig.partition + "@" + poison + ", and ended with " + end);
        judgeEqual("the offset that it has committed", before, poison);
        judgeRun(second);
        judgeAllDone(second);
        judgeArrived(second);
        judgeCount(DROPPED, 1);
        judgeEqual("the number of dead letters", rig.deadLetters(), 1);
    }

    /**
     * A new group begins at the end of the log, finds nothing there, and ends in order. What is written before it starts
     * again is for it: it has told where it began.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("MB-R604")
    final void r604RecordsComeBetweenTwoRunsOfANewGroup(GroupProtocol protocol) {
        MemberBuilder member = member(protocol).consumerConfig(Map.of("auto.offset.reset", "latest"));
        rig.write(partitions());
        Member idle = member.start();
        idle.await("it has its partitions", () -> rig.agent().count(ASSIGNED) == partitions());
        rig.shutDown(idle);
        List<Long> begun = rig.partitions.stream().map(rig::committed).toList();
        rig.write(partitions() * 10);
        Member again = member.start();
        again.awaitOrDeath("it has its partitions", () -> rig.agent().count(ASSIGNED) == 2L * partitions());
        boolean done = Waiting.until(() -> again.own().total() == partitions() * 10L, Duration.ofSeconds(5));
        rig.shutDown(again);

        judgeRun(idle);
        judgeRun(again);
        judge(begun.stream().allMatch(offset -> offset == 1), "where it began was not committed: " + begun);
        judge(done, again.own().total() + " of " + partitions() * 10 + " records are done, which came between two runs");
        judgeEqual("the number of records that were there before", idle.own().total(), 0);
        for (TopicPartition partition : rig.partitions) {
            judgeEqual("the committed offset of " + partition, rig.committed(partition), rig.written(partition));
            judge(rig.hasCommittedLeaderEpoch(partition), "the committed offset of " + partition + " has no leader epoch");
        }
    }
}
