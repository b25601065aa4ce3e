package metricsbuffer.suite.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.verdict.RuleViolation;
import org.apache.kafka.common.TopicPartition;

/** What happens in a group of consumers while records keep coming, for the rules on it to play with. */
abstract class GroupScenarios extends StagedRules {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String ASSIGNED = "arroyo.consumer.partitions_assigned.count";
    private static final String REVOKED = "arroyo.consumer.partitions_revoked.count";
    private static final String PAUSE = "arroyo.consumer.pause";
    private static final String RESUME = "arroyo.consumer.resume";
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
        Journal journal = new Journal();
        Work work = new Work(GroupScenarios::someAreInvalid);
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        Specs specs = specs(protocol).commitInterval(Specs.NEVER).poolSize(workers);
        Share staying = new Share(work);
        Share visiting = new Share(work);

        RunningConsumer stays = stage.start(specs.build(staying, journal));
        writeUntil("one member works", () -> staying.partitions() == PARTITIONS || died(journal, stays), stays);
        RunningConsumer visits = stage.start(specs.build(visiting, journal));
        staying.forgetPartitions();
        writeUntil("two members work", () -> visiting.finished() > 50 && staying.partitions() > 0 || died(journal, stays), stays);
        visits.signalShutdown();
        writeUntil("the second member leaves", () -> !visits.loop().isAlive() || died(journal, stays), stays);
        staying.forgetPartitions();
        writeUntil("the first member works for both", () -> staying.partitions() == PARTITIONS || died(journal, stays), stays);
        awaitOrFail("all records are done",
                () -> work.different() == stage.written() || died(journal, stays), stays);
        Optional<Throwable> visitsEnd = stage.awaitEnd(visits, journal);
        Optional<Throwable> staysEnd = stage.shutDown(stays, journal);

        judgeRun(visitsEnd, journal);
        judgeRun(staysEnd, journal);
        judgeEachDoneOnce(work);
        judgeGroup(work, commits, journal);
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
        Gate tasks = stage.gate("the tasks");
        Gate flush = stage.gate("a worker's flush");
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                if (workers.contains(Thread.currentThread())) {
                    flush.pass();
                }
            }
        };
        Work work = new Work(offset -> {
            workers.add(Thread.currentThread());
            tasks.awaitOpen();
            return Outcome.DONE;
        });
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        stage.write(2);
        RunningConsumer member = stage.start(
                specs(protocol).commitInterval(Specs.NEVER).poolSize(2).build(work, journal));
        awaitOrFail("both workers are in their tasks", () -> workers.size() == 2, member);

        boolean settled;
        try (LogCapture log = new LogCapture();
                PlainConsumer other = new PlainConsumer(stage, protocol.configuration(), true, work)) {
            awaitOrFail("partitions are revoked", () -> stage.agent.count(REVOKED) > 0, member);
            Threads.returnsOrWaits(member.loop()); // in its join: it goes there without waiting anywhere else
            Patience.letPass(OFTEN.multipliedBy(3)); // so that a record finds the interval over
            tasks.open();
            awaitOrFail("a worker flushes", flush::reached, member);
            settled = Patience.waitUntil(() -> workers.stream().allMatch(worker -> journal.records(worker) > 0))
                    && Threads.returnOrWait(workers, member.loop());
            flush.open();
            awaitOrFail("the other member has its share",
                    () -> other.partitions() == PARTITIONS / 2 || !member.loop().isAlive(), member);
        }
        Optional<Throwable> end = stage.shutDown(member, journal);

        if (!settled) {
            throw new RuleViolation("a worker could not record while the flush of another waited for DogStatsD");
        }
        judgeRun(end, journal);
        judgeEachDoneOnce(work);
        judgeGroup(work, commits, journal);
    }

    /** It takes its share, commits nothing of it, and leaves: what it had is consumed again. */
    final void anotherMakeLeavesWithoutACommit(GroupProtocol protocol) {
        Journal journal = new Journal();
        Work work = new Work(GroupScenarios::someAreInvalid);
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        Share staying = new Share(work);
        RunningConsumer stays = stage.start(specs(protocol).build(staying, journal));
        writeUntil("one member works", () -> staying.partitions() == PARTITIONS, stays);

        Work othersWork = new Work(offset -> Outcome.DONE);
        try (PlainConsumer other =
                new PlainConsumer(stage, protocol.configuration(), false, othersWork)) {
            writeUntil("the other member works", () -> othersWork.finished() > 50, stays);
        }
        staying.forgetPartitions();
        writeUntil("the first member works for both", () -> staying.partitions() == PARTITIONS, stays);
        awaitOrFail("all records are done", () -> work.different() == stage.written(), stays);
        Optional<Throwable> end = stage.shutDown(stays, journal);

        judgeRun(end, journal);
        judgeEachDoneOnce(work);
        judgeGroup(work, commits, journal);
    }

    /**
     * A member does not poll for longer than max.poll.interval.ms. The other gets its partitions, and does them from
     * the last commit on; the first comes back, and must not touch what is no longer its own.
     */
    final void memberIsThrownOut(GroupProtocol protocol) {
        Gate task = stage.gate("the task");
        Journal journal = new Journal();
        Work work = new Work(GroupScenarios::someAreInvalid);
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        Share slow = new Share((topic, partition, offset, key, value) -> {
            if (offset == 5) {
                task.pass();
            }
            return work.process(topic, partition, offset, key, value);
        });
        Share quick = new Share(work);
        Specs specs = specs(protocol).backpressureThreshold(Duration.ofMillis(200));
        Map<String, String> impatient = new HashMap<>(specs.consumerConfig());
        impatient.put("max.poll.interval.ms", "1000");
        stage.write(PARTITIONS * 10);
        try (LogCapture log = new LogCapture()) {
            // Short enough that the first has something to commit when it comes back, before it polls.
            RunningConsumer first = stage.start(specs.consumerConfig(impatient).commitInterval(Duration.ofMillis(300))
                    .build(slow, journal));
            awaitOrFail("the first member is stuck", task::reached, first);
            RunningConsumer second = stage.start(specs(protocol).build(quick, journal));
            awaitOrFail("the second member has done it all, and committed it", () -> stage.partitions.stream()
                    .allMatch(partition -> commits.committed(partition) == stage.written(partition)), second);
            long before = commits.commits(first.loop());
            task.open();
            awaitOrFail("the first member learns of its loss", () -> callbacks("on_partitions_lost") == 1, first);
            long after = commits.commits(first.loop());
            slow.forgetPartitions();
            quick.forgetPartitions();
            writeUntil("both work again", () -> slow.partitions() > 0 && quick.partitions() > 0, first);
            awaitOrFail("all records are done", () -> work.different() == stage.written(), first);
            Optional<Throwable> firstEnd = stage.shutDown(first, journal);
            Optional<Throwable> secondEnd = stage.shutDown(second, journal);

            judgeRun(firstEnd, journal);
            judgeRun(secondEnd, journal);
            judgeEqual("the number of commits by the member that was thrown out, after that", after - before, 0);
            judgeGroup(work, commits, journal);
        }
    }

    /**
     * The strategy takes nothing for much longer than the backpressure threshold and max.poll.interval.ms. All the
     * while the group has the same member with the same partitions, and no callback comes.
     */
    final void rejectsForLong(GroupProtocol protocol) {
        Duration maxPollInterval = Duration.ofSeconds(1);
        AtomicBoolean rejecting = new AtomicBoolean();
        Journal journal = new Journal();
        Work work = new Work(offset -> rejecting.get() ? Outcome.REJECTED : someAreInvalid(offset));
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        Specs specs = specs(protocol).backpressureThreshold(Duration.ofMillis(200));
        Map<String, String> config = new HashMap<>(specs.consumerConfig());
        config.put("max.poll.interval.ms", Long.toString(maxPollInterval.toMillis()));
        RunningConsumer consumer = stage.start(specs.consumerConfig(config).build(work, journal));
        writeUntil("the member works", () -> work.different() > 0, consumer);
        rejecting.set(true);
        writeUntil("it rejects, and pauses", () -> journal.recorded(PAUSE) > 0, consumer);
        Map<String, Set<TopicPartition>> members = stage.members();

        Patience.letPass(maxPollInterval.multipliedBy(2));
        long rejections = work.count(Outcome.REJECTED);
        awaitOrFail("it still offers the record", () -> work.count(Outcome.REJECTED) > rejections, consumer);
        Map<String, Set<TopicPartition>> membersAfter = stage.members();
        rejecting.set(false);
        awaitOrFail("all records are done", () -> work.different() == stage.written(), consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        if (!members.equals(membersAfter) || members.size() != 1) {
            throw new RuleViolation("the group was " + members + " and became " + membersAfter
                    + " while its member rejected records");
        }
        judgeEqual("the number of assignments", callbacks("on_partitions_assigned"), 1);
        judgeEqual("the number of lost assignments", callbacks("on_partitions_lost"), 0);
        judgeEqual("the number of pauses", stage.agent.count(PAUSE), 1);
        judgeEqual("the number of resumptions", stage.agent.count(RESUME), 1);
        judgeEachDoneOnce(work);
        judgeGroup(work, commits, journal);
    }

    /**
     * A rebalance while a member is paused: what it has polled and could not take moves on with its partition, and
     * what stays with it is done by it, once.
     */
    final void partitionsMoveWhileTheirMemberRejects(GroupProtocol protocol) {
        AtomicBoolean rejecting = new AtomicBoolean();
        Journal journal = new Journal();
        Work work = new Work(GroupScenarios::someAreInvalid);
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        Share picky = new Share((topic, partition, offset, key, value) ->
                rejecting.get() ? Outcome.REJECTED : work.process(topic, partition, offset, key, value));
        Share quick = new Share(work);
        Specs specs = specs(protocol).commitInterval(Specs.NEVER).backpressureThreshold(Duration.ofMillis(200));
        RunningConsumer first = stage.start(specs.build(picky, journal));
        writeUntil("the first member works", () -> picky.partitions() == PARTITIONS, first);
        rejecting.set(true);
        writeUntil("it rejects, and pauses", () -> journal.recorded(PAUSE) > 0, first);
        RunningConsumer second = stage.start(specs.build(quick, journal));
        writeUntil("the second member has its share", () -> quick.partitions() == PARTITIONS / 2, second);
        rejecting.set(false);
        awaitOrFail("all records are done", () -> work.different() == stage.written(), first);
        Optional<Throwable> secondEnd = stage.shutDown(second, journal);
        Optional<Throwable> firstEnd = stage.shutDown(first, journal);

        judgeRun(firstEnd, journal);
        judgeRun(secondEnd, journal);
        judgeEachDoneOnce(work);
        judgeGroup(work, commits, journal);
    }

    // ---- What the scenarios do

    private static Outcome someAreInvalid(long offset) {
        return offset % 10 == 3 ? Outcome.INVALID : Outcome.DONE;
    }

    private Specs specs(GroupProtocol protocol) {
        Map<String, String> config = new HashMap<>(protocol.configuration());
        config.putAll(CommitWatch.configuration());
        return stage.specs().flushInterval(OFTEN).consumerConfig(config);
    }

    /** How many rebalance callbacks of a kind were timed, and have arrived. */
    private long callbacks(String name) {
        return stage.agent.totals().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(CALLBACK)
                        && entry.getKey().tags().contains("callback_name:" + name))
                .mapToLong(entry -> entry.getValue().samples()).sum();
    }

    /** Keeps records coming until something has happened. */
    private void writeUntil(String what, BooleanSupplier condition, RunningConsumer witness) {
        awaitOrFail(what, () -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            stage.write(PARTITIONS * 5);
            return false;
        }, witness);
    }

    /** Whether a member's buffer has let an exception out, or its loop has ended: which is judged when all have ended. */
    private static boolean died(Journal journal, RunningConsumer member) {
        return !journal.thrown().isEmpty() || !member.loop().isAlive();
    }

    // ---- What is judged

    private void judgeEachDoneOnce(Work work) {
        for (TopicPartition partition : stage.partitions) {
            for (long offset = 0; offset < stage.written(partition); offset++) {
                if (work.times(partition, offset) > 1) {
                    throw new RuleViolation("record " + offset + " of " + partition + " was done "
                            + work.times(partition, offset) + " times: it was done, and no commit followed");
                }
            }
        }
    }

    /** No record is missing, all are committed, and the counts that arrived equal the work done. */
    private void judgeGroup(Work work, CommitWatch.Log commits, Journal journal) {
        for (TopicPartition partition : stage.partitions) {
            for (long offset = 0; offset < stage.written(partition); offset++) {
                if (!work.isFinished(partition, offset)) {
                    throw new RuleViolation("record " + offset + " of " + partition + " was never done");
                }
            }
            judgeEqual("the committed offset of " + partition, stage.committed(partition), stage.written(partition));
        }
        judgeCommits(commits);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, work.count(Outcome.INVALID));
        judgeCount(REVOKED, stage.agent.count(ASSIGNED));
    }
}
