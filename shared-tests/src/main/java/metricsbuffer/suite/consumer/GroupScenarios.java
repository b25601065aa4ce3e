package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MemberBuilder.NEVER;
import static metricsbuffer.suite.rig.MetricNames.ASSIGNED;
import static metricsbuffer.suite.rig.MetricNames.CALLBACK;
import static metricsbuffer.suite.rig.MetricNames.PAUSE;
import static metricsbuffer.suite.rig.MetricNames.RESUME;
import static metricsbuffer.suite.rig.MetricNames.REVOKED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.MemberBuilder;
import metricsbuffer.suite.rig.PlainConsumer;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.common.TopicPartition;

/** What happens in a group of consumers while records keep coming, for the rules on it to play with. */
abstract class GroupScenarios extends ConsumerRules {

    private static final int PARTITIONS = 4;

    @Override
    final int partitions() {
        return PARTITIONS;
    }

    /**
     * @param workers none, and each member has one thread at its buffer; or some, and a buffer that is made for one
     *     thread may take its member down
     */
    final void memberComesAndGoes(GroupProtocol protocol, int workers) {
        MemberBuilder member = member(protocol).commitInterval(NEVER).poolSize(workers);
        Member stays = member.start();
        writeUntil("one member works", () -> stays.own().partitions() == PARTITIONS || died(stays), stays);
        Member visits = member.start();
        stays.own().clear();
        writeUntil("two members work",
                () -> visits.own().total() > 50 && stays.own().partitions() > 0 || died(stays), stays);
        visits.signalShutdown();
        writeUntil("the second member leaves", () -> !visits.loop().isAlive() || died(stays), stays);
        stays.own().clear();
        writeUntil("the first member works for both",
                () -> stays.own().partitions() == PARTITIONS || died(stays), stays);
        stays.await("all records are done", () -> isAllProcessed(stays) || died(stays));
        rig.awaitEnd(visits);
        rig.shutDown(stays);

        judgeEachDoneOnce(stays, visits);
    }

    /**
     * Two workers finish their tasks because their partitions are revoked: one is in the middle of the flush that its
     * record began when the other records, and finds the interval over, too.
     *
     * <pre>
     * loop      revoked: close, join ................................................  commits
     * worker                     records, flush: emits ....(held)....  goes on, resets
     * worker                                     records, and finds the interval over
     * </pre>
     */
    final void workersFinishWhilePartitionsAreRevoked(GroupProtocol protocol) {
        Gate tasks = rig.gate("the tasks");
        Gate flush = rig.gate("a worker's flush");
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        rig.write(2);
        Member member = member(protocol).commitInterval(NEVER).poolSize(2).task(offset -> {
            workers.add(Thread.currentThread());
            tasks.awaitOpen();
            return Outcome.DONE;
        }).beforeEmit(metric -> {
            if (workers.contains(Thread.currentThread())) {
                flush.pass();
            }
        }).start();
        member.await("both workers are in their tasks", () -> workers.size() == 2);

        boolean settled;
        try (PlainConsumer other = new PlainConsumer(rig, protocol.configuration(), true,
                (partition, offset) -> member.processed().enter(partition, offset, Outcome.DONE))) {
            member.await("partitions are revoked", () -> rig.agent().count(REVOKED) > 0);
            // In its join: it goes there without waiting anywhere else.
            Waiting.untilEndedOrWaits(member.loop(), Waiting.FEW_LOOKS, Waiting.LIMIT);
            Waiting.letPass(OFTEN.multipliedBy(3)); // so that a record finds the interval over
            tasks.open();
            member.await("a worker flushes", flush::reached);
            settled = Waiting.until(() -> workers.stream().allMatch(worker -> member.journal().records(worker) > 0))
                    && member.recordersReturnOrWait();
            flush.open();
            member.awaitOrDeath("the other member has its share", () -> other.partitions() == PARTITIONS / 2);
        }
        rig.shutDown(member);

        judge(settled, "a worker could not record while the flush of another waited for DogStatsD");
        judgeEachDoneOnce(member);
    }

    /** It takes its share, commits nothing of it, and leaves: what it had is consumed again. */
    @SuppressWarnings("try") // it is there, which is all that it has to do
    final void anotherMakeLeavesWithoutACommit(GroupProtocol protocol) {
        Member stays = member(protocol).start();
        writeUntil("one member works", () -> stays.own().partitions() == PARTITIONS, stays);

        AtomicLong othersWork = new AtomicLong();
        try (PlainConsumer other = new PlainConsumer(rig, protocol.configuration(), false,
                (partition, offset) -> othersWork.incrementAndGet())) {
            writeUntil("the other member works", () -> othersWork.get() > 50, stays);
        }
        stays.own().clear();
        writeUntil("the first member works for both", () -> stays.own().partitions() == PARTITIONS, stays);
        stays.await("all records are done", () -> isAllProcessed(stays));
        rig.shutDown(stays);

        judgeEachDoneOnce(stays);
    }

    /**
     * A member does not poll for longer than max.poll.interval.ms. The other gets its partitions, and does them from
     * the last commit on; the first comes back, and must not touch what is no longer its own.
     */
    final void memberIsThrownOut(GroupProtocol protocol) {
        Gate task = rig.gate("the task");
        rig.write(PARTITIONS * 10);
        // Short enough that the first has something to commit when it comes back, before it polls.
        Member first = member(protocol).backpressureThreshold(Duration.ofMillis(200))
                .consumerConfig(Map.of("max.poll.interval.ms", "1000")).commitInterval(Duration.ofMillis(300))
                .task(offset -> {
                    if (offset == 5) {
                        task.pass();
                    }
                    return someAreInvalid(offset);
                }).start();
        first.await("the first member is stuck", task::reached);
        Member second = member(protocol).journal(first.journal()).processed(first.processed()).start();
        second.await("the second member has done it all, and committed it", () -> rig.partitions.stream()
                .allMatch(partition -> first.commits().committed(partition) == rig.written(partition)));
        long before = first.commits().commits(first.loop());
        task.open();
        first.await("the first member learns of its loss", () -> callbacks("on_partitions_lost") == 1);
        long after = first.commits().commits(first.loop());
        first.own().clear();
        second.own().clear();
        writeUntil("both work again", () -> first.own().partitions() > 0 && second.own().partitions() > 0, first);
        first.await("all records are done", () -> isAllProcessed(first));
        rig.shutDown(first);
        rig.shutDown(second);

        judgeGroup(first, second);
        judgeEqual("the number of commits by the member that was thrown out, after that", after - before, 0);
    }

    /**
     * The strategy takes nothing for much longer than the backpressure threshold and max.poll.interval.ms. All the
     * while the group has the same member with the same partitions: it is never thrown out.
     */
    final void rejectsForLong(GroupProtocol protocol) {
        Duration maxPollInterval = Duration.ofSeconds(3); // a busy machine can hold up a broker's answer for a second
        AtomicBoolean rejecting = new AtomicBoolean();
        Member member = member(protocol).backpressureThreshold(Duration.ofMillis(200))
                .consumerConfig(Map.of("max.poll.interval.ms", Long.toString(maxPollInterval.toMillis())))
                .task(offset -> rejecting.get() ? Outcome.REJECTED : someAreInvalid(offset)).start();
        awaitSecondPoll(member);
        rejecting.set(true);
        writeUntil("it rejects", () -> member.processed().count(Outcome.REJECTED) > 0, member);
        member.await("it is paused", () -> member.journal().recorded(PAUSE) > member.journal().recorded(RESUME));
        Map<String, Set<TopicPartition>> assignments = rig.assignments();

        Waiting.letPass(maxPollInterval.multipliedBy(3).dividedBy(2));
        long rejections = member.processed().count(Outcome.REJECTED);
        member.await("it still offers the record", () -> member.processed().count(Outcome.REJECTED) > rejections);
        Map<String, Set<TopicPartition>> assignmentsAfter = rig.assignments();
        rejecting.set(false);
        member.await("all records are done", () -> isAllProcessed(member));
        rig.shutDown(member);

        judgeEachDoneOnce(member);
        judge(assignments.equals(assignmentsAfter) && assignments.size() == 1, "the group was " + assignments
                + " and became " + assignmentsAfter + " while its member rejected records");
        judgeEqual("the number of lost assignments", callbacks("on_partitions_lost"), 0);
        judgeCount(ASSIGNED, PARTITIONS);
        judge(rig.agent().count(PAUSE) > 0, "it never paused"); // more than once on a machine that is busy
        judgeCount(RESUME, rig.agent().count(PAUSE));
    }

    /**
     * Each record is taken, but slowly: a batch takes longer than max.poll.interval.ms. All the while the group has the
     * same member with the same partitions, and each record is done once.
     *
     * @param records how many
     * @param each how long one takes
     * @param maxPollInterval Kafka's; the backpressure threshold is a sixth of it
     */
    final void recordsAreSlow(GroupProtocol protocol, int workers, int records, Duration each, Duration maxPollInterval) {
        AtomicBoolean slow = new AtomicBoolean();
        Member member = member(protocol).backpressureThreshold(maxPollInterval.dividedBy(6)).poolSize(workers)
                .consumerConfig(Map.of("max.poll.interval.ms", Long.toString(maxPollInterval.toMillis())))
                .task(offset -> {
                    if (slow.get()) {
                        Waiting.letPass(each);
                    }
                    return Outcome.DONE;
                }).start();
        awaitSecondPoll(member);
        slow.set(true);
        rig.write(records);
        member.awaitOrDeath("all records are done", () -> isAllProcessed(member));
        Map<String, Set<TopicPartition>> assignments = rig.assignments();
        rig.shutDown(member);

        judgeEachDoneOnce(member);
        judgeEqual("the number of members at the end", assignments.size(), 1);
        judgeEqual("the number of lost assignments", callbacks("on_partitions_lost"), 0);
        judgeCount(ASSIGNED, PARTITIONS);
    }

    /**
     * A rebalance while a member is paused: what it has polled and could not take moves on with its partition, and
     * what stays with it is done by it, once.
     */
    final void partitionsMoveWhileTheirMemberRejects(GroupProtocol protocol) {
        AtomicBoolean rejecting = new AtomicBoolean();
        MemberBuilder member = member(protocol).commitInterval(NEVER).backpressureThreshold(Duration.ofMillis(200));
        Member first = member.task(offset -> rejecting.get() ? Outcome.REJECTED : someAreInvalid(offset)).start();
        writeUntil("the first member works", () -> first.own().partitions() == PARTITIONS, first);
        rejecting.set(true);
        writeUntil("it rejects", () -> first.processed().count(Outcome.REJECTED) > 0, first);
        first.await("it is paused", () -> first.journal().recorded(PAUSE) > first.journal().recorded(RESUME));
        Member second = member.task(GroupScenarios::someAreInvalid).start();
        writeUntil("the second member has its share", () -> second.own().partitions() == PARTITIONS / 2, second);
        rejecting.set(false);
        first.await("all records are done", () -> isAllProcessed(first));
        rig.shutDown(second);
        rig.shutDown(first);

        judgeEachDoneOnce(first, second);
    }

    // ---- What the scenarios do

    /**
     * Waits until a member that is alone in its group has polled for the second time. With group.protocol=consumer,
     * kafka-clients 4.4.0 counts max.poll.interval.ms from the beginning of a poll, and the first one holds the
     * joining.
     */
    private void awaitSecondPoll(Member member) {
        for (int polls = 0; polls < 2; polls++) {
            rig.write(PARTITIONS);
            member.awaitOrDeath("all records are done", () -> isAllProcessed(member));
        }
    }

    private static Outcome someAreInvalid(long offset) {
        return offset % 10 == 3 ? Outcome.INVALID : Outcome.DONE;
    }

    final MemberBuilder member(GroupProtocol protocol) {
        return rig.member().flushInterval(OFTEN).consumerConfig(protocol.configuration()).watchCommits()
                .task(GroupScenarios::someAreInvalid);
    }

    /** How many rebalance callbacks of a kind were timed, and have arrived. */
    final long callbacks(String name) {
        return rig.agent().totals().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(CALLBACK)
                        && entry.getKey().tags().contains("callback_name:" + name))
                .mapToLong(entry -> entry.getValue().samples()).sum();
    }

    final void writeUntil(String what, BooleanSupplier condition, Member witness) {
        witness.await(what, () -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            rig.write(PARTITIONS * 5);
            return false;
        });
    }

    final boolean isAllProcessed(Member member) {
        return member.processed().different() == rig.written();
    }

    /** Whether the group's buffers have let an exception out, or a loop has ended: it is judged when all have ended. */
    private static boolean died(Member member) {
        return !member.journal().thrown().isEmpty() || !member.loop().isAlive();
    }

    // ---- What is judged

    private void judgeEachDoneOnce(Member... members) {
        judgeGroup(members);
        judgeNoneRepeated(members[0]);
    }

    static void judgeNoneRepeated(Member member) {
        List<String> repeated = member.processed().repeated();
        judge(repeated.isEmpty(), "done again, because no commit followed: " + repeated);
    }

    /** No record is missing, all are committed, and the counts that arrived equal the work done. */
    private void judgeGroup(Member... members) {
        List.of(members).forEach(ConsumerRules::judgeRun);
        Member member = members[0]; // they share journal, records and commits
        judgeAllDone(member);
        judgeArrived(member);
        judgeInvalidCount(member);
        judgeCount(REVOKED, rig.agent().count(ASSIGNED));
    }

    /** No record is missing, and all are committed. */
    final void judgeAllDone(Member member) {
        for (TopicPartition partition : rig.partitions) {
            for (long offset = 0; offset < rig.written(partition); offset++) {
                judge(member.processed().contains(partition, offset),
                        "record " + offset + " of " + partition + " was never done");
            }
            judgeEqual("the committed offset of " + partition, rig.committed(partition), rig.written(partition));
        }
        judgeCommits(member);
    }
}
