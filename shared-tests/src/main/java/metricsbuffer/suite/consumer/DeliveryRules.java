package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MemberBuilder.NEVER;
import static metricsbuffer.suite.rig.MetricNames.ASSIGNED;
import static metricsbuffer.suite.rig.MetricNames.DROPPED;
import static metricsbuffer.suite.rig.MetricNames.REVOKED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.JoinWatch;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.MemberBuilder;
import metricsbuffer.suite.rig.PlainConsumer;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.OneModule;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
     * A task fails while the rebalance waits for it, with an error of Kafka's that a poll would be tried again after:
     * of a producer of its own, say. The member ends with it, and the other does what it had.
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
     * A new group begins at the end of the log, finds nothing there, and ends in order. What is written before it
     * starts again is for it: it has told where it began.
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

    // ---- a partition is set back to a record that is deleted by then

    /**
     * Records are deleted before the member has polled them, so it goes on at the end of the log. It has polled a
     * record there, and not done it, when a rebalance sets the partition back to where it was before. It is to find
     * that record, and not to go on at what is the end of the log by then.
     */
    @Test
    @Tag("MB-R604")
    final void r604APartitionIsSetBackToARecordThatIsDeleted() {
        Gate loop = rig.gate("the loop");
        AtomicBoolean holding = new AtomicBoolean();
        AtomicReference<TopicPartition> deleted = new AtomicReference<>();
        AtomicLong beginning = new AtomicLong(); // of what is left of it
        AtomicLong heldOffset = new AtomicLong();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        Member member = member(GroupProtocol.COOPERATIVE).poolSize(1).joinTimeout(Duration.ofMillis(300))
                .consumerConfig(Map.of("auto.offset.reset", "latest")).task((topic, partition, offset, key, value) -> {
                    workers.add(Thread.currentThread());
                    if (new TopicPartition(topic, partition).equals(deleted.get()) && offset >= beginning.get()
                            && heldOffset.compareAndSet(0, offset)) {
                        Waiting.letPass(NEVER); // until the join times out, which interrupts it
                    }
                    return Outcome.DONE;
                }).beforeEmit(metric -> {
                    if (holding.get() && !workers.contains(Thread.currentThread())) {
                        loop.pass();
                    }
                }).start();
        try (PlainConsumer other = new PlainConsumer(rig, GroupProtocol.COOPERATIVE.configuration(), false,
                (partition, offset) -> {})) {
            member.await("the other member has its share", () -> other.partitions() == partitions() / 2);
            member.own().clear();
            writeUntil("the member has its share", () -> member.own().partitions() == partitions() / 2, member);
            TopicPartition kept = member.own().anyPartition();
            member.await("it has done all of that", () -> member.own().contains(kept, rig.written(kept) - 1));
            holding.set(true);
            member.await("the loop is held", loop::reached);
            rig.write(kept, 1); // for the request that is under way
            rig.write(kept, 29);
            beginning.set(rig.written(kept));
            rig.deleteRecords(kept, beginning.get());
            deleted.set(kept);
            loop.open();
            member.await("it has polled at the end of the log", () -> {
                rig.write(kept, 1);
                return heldOffset.get() > 0;
            });
            rig.write(kept, 5);
        }
        boolean done = Waiting.until(() -> isDoneFrom(heldOffset.get(), deleted.get(), member), Duration.ofSeconds(10));
        rig.shutDown(member);

        judgeRun(member);
        judge(done, "what was polled from offset " + heldOffset + " on, and dropped, was never done");
        judgeEqual("the committed offset", rig.committed(deleted.get()), rig.written(deleted.get()));
    }

    private boolean isDoneFrom(long from, TopicPartition partition, Member member) {
        return LongStream.range(from, rig.written(partition)).allMatch(offset -> member.own().contains(partition, offset));
    }

    // ---- a member ends in the middle of a rebalance, because another one has not joined yet

    /** The other joins while it ends: what it has done is committed when the rebalance is over, and is not done again. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"COOPERATIVE, SIGNALLED", "CONSUMER, FAILED"})
    @Tag("MB-R604")
    final void r604AMemberEndsInARebalanceThatIsOverSoon(GroupProtocol protocol, Ending ending) {
        Rebalancing group = rebalancing(protocol);
        begin(ending, group);
        Waiting.letPass(OFTEN.multipliedBy(10)); // for a commit that is not taken; the verdict is the same without one
        group.heldTask().open();
        judgeEndsSoon(ending, group);
        endTheOthers(group);

        judgeAllDone(group.ends());
        judgeNoneRepeated(group.ends());
    }

    /**
     * The other does not join for much longer than it takes to end. With the cooperative protocol no commit is taken
     * all that time, so what was staged is done again. The member's own end waits for none of this.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("fire") // it waits for half a minute in all
    @Tag("MB-R604")
    final void r604AMemberEndsInARebalanceThatGoesOn(GroupProtocol protocol) {
        Rebalancing group = rebalancing(protocol);
        begin(Ending.SIGNALLED, group);
        judgeEndsSoon(Ending.SIGNALLED, group);
        group.heldTask().open();
        endTheOthers(group);

        judgeAllDone(group.ends());
        if (protocol != GroupProtocol.COOPERATIVE) {
            judgeNoneRepeated(group.ends());
        }
    }

    private enum Ending {
        SIGNALLED, FAILED
    }

    /**
     * A group with a rebalance under way. The members share what they have processed.
     *
     * @param ends the member that is to end: it waits in the rebalance, has staged what it has done, and goes on
     *     with the partitions that it keeps meanwhile
     * @param failure what its task throws once it is to fail
     * @param failing whether it is
     * @param heldTask holds the task of the member that the rebalance waits for
     * @param others all but the one that is to end
     */
    private record Rebalancing(Member ends, RuntimeException failure, AtomicBoolean failing, Gate heldTask,
            List<Member> others) {}

    private Rebalancing rebalancing(GroupProtocol protocol) {
        RuntimeException failure = new IllegalStateException("a bug in a task");
        AtomicBoolean failing = new AtomicBoolean();
        AtomicBoolean holding = new AtomicBoolean();
        Gate heldTask = rig.gate("the task of the member that the rebalance waits for");
        MemberBuilder member = member(protocol).commitInterval(NEVER);
        Member held = member.task(offset -> {
            if (holding.get()) {
                heldTask.pass();
            }
            return Outcome.DONE;
        }).start();
        Map<String, String> watched =
                protocol == GroupProtocol.COOPERATIVE ? JoinWatch.configuration(rig.group) : Map.of();
        Member ends = member(protocol).consumerConfig(watched).commitInterval(NEVER)
                .journal(held.journal()).processed(held.processed()).task(offset -> {
                    if (failing.get()) {
                        throw failure;
                    }
                    return Outcome.DONE;
                }).start();
        writeUntil("each has its share", () -> ends.own().partitions() == partitions() / 2
                && rig.agent().count(ASSIGNED) - rig.agent().count(REVOKED) == partitions(), held);
        holding.set(true);
        writeUntil("it is held", heldTask::reached, held);

        long revoked = rig.agent().count(REVOKED);
        int joins = JoinWatch.joins(rig.group);
        MemberBuilder another = member.task(offset -> Outcome.DONE);
        // So many that everyone has to give up a partition.
        List<Member> others = List.of(held, another.start(), another.start());
        ends.await("a rebalance is under way", () -> protocol == GroupProtocol.COOPERATIVE
                ? JoinWatch.joins(rig.group) > joins : rig.agent().count(REVOKED) > revoked);
        long before = ends.own().total();
        if (protocol != GroupProtocol.EAGER) { // that one has given up all
            writeUntil("it goes on", () -> ends.own().total() > before + 10, ends);
        }
        return new Rebalancing(ends, failure, failing, heldTask, others);
    }

    private void begin(Ending ending, Rebalancing group) {
        if (ending == Ending.SIGNALLED) {
            group.ends().signalShutdown();
        } else {
            group.failing().set(true);
            rig.write(partitions());
        }
    }

    private static void judgeEndsSoon(Ending ending, Rebalancing group) {
        Duration soon = Duration.ofSeconds(10); // 5 s at the most on a machine that has time
        judge(Waiting.ended(group.ends().loop(), soon), "the member has not ended within " + soon);
        if (ending == Ending.SIGNALLED) {
            judgeRun(group.ends());
        } else {
            judgeEndedWith(group.failure(), group.ends());
        }
    }

    private void endTheOthers(Rebalancing group) {
        group.others().get(0).await("the others have done all", () -> isAllProcessed(group.ends()));
        group.others().forEach(rig::shutDown);
        group.others().forEach(ConsumerRules::judgeRun);
    }
}
