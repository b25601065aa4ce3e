package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MetricNames.CALLBACK;
import static metricsbuffer.suite.rig.MetricNames.INVALID_COUNT;
import static metricsbuffer.suite.rig.MetricNames.RUN_COUNT;
import static metricsbuffer.suite.rig.MetricNames.SHUTDOWN_TIME;
import static metricsbuffer.suite.rig.MetricNames.STUCK;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.Journal;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.MemberBuilder;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of the whole consumer, on a real broker and a real socket. {@code mvn verify} runs them; one alone:
 * {@code mvn verify -Dit.test=SystemRulesIT -Dgroups=MB-R602}.
 *
 * <p>The interleavings that matter are forced: a gate in front of the DogStatsD client holds one thread in the middle
 * of its flush while another records. So the verdicts do not depend on luck; the one scenario that does says so.
 */
@Timeout(120)
public abstract class SystemRules extends ConsumerRules {

    /** Longer than the loop ever waits in a turn of its own accord: a poll may take a second. */
    private static final Duration STUCK_TIMEOUT = Duration.ofMillis(1_500);

    // ---- MB-R601: the counts that reach DogStatsD equal what the consumer did

    /** One thread, thousands of records, dozens of flushes: a system without a second thread. */
    @Test
    @Tag("MB-R601")
    final void r601ThousandsOfRecordsAndDeadLetters() {
        judgeDeadLetters(thousandsOfRecords(rig.member().deadLetterTopic(rig.deadLetterTopic)));
    }

    /**
     * Workers and loop record and flush as it comes: the load of production, and its luck. A buffer that is wrong
     * may pass this one; it is here because a buffer that is right never fails it.
     */
    @Test
    @Tag("MB-R601")
    final void r601ThousandsOfRecordsThroughAPool() {
        judgeDeadLetters(thousandsOfRecords(rig.member().poolSize(4).deadLetterTopic(rig.deadLetterTopic)));
    }

    /** The same over a Unix socket, with the tags of what is sent past the buffer. */
    @Test
    @Tag("MB-R601")
    final void r601OverAUnixSocket() {
        rig.moveAgentToUnixSocket();
        thousandsOfRecords(rig.member());
        Set<String> tags = rig.agent().totals().keySet().stream()
                .filter(series -> series.name().equals(CALLBACK)).flatMap(series -> series.tags().stream())
                .collect(Collectors.toSet());
        judge(tags.equals(Set.of("callback_name:on_partitions_assigned", "callback_name:on_partitions_revoked")),
                "the tags of " + CALLBACK + " are " + tags);
    }

    /** Consumer and dead-letter producer both come in by TLS and a password, which they read from a file. */
    @Test
    @Tag("MB-R601")
    final void r601ThroughTlsAndAPassword() {
        EmbeddedKafka broker = EmbeddedKafka.secured();
        rig.moveTo(broker);
        judgeDeadLetters(thousandsOfRecords(rig.member().bootstrapServers(broker.secureServers())
                .consumerConfig(broker.secureClient()).deadLetterTopic(rig.deadLetterTopic)));
    }

    /** Has thousands of records processed, one in 50 of them invalid, and judges what arrived. */
    private Member thousandsOfRecords(MemberBuilder builder) {
        int records = 5_000;
        rig.write(records);
        Member member = builder.flushInterval(OFTEN).task(invalidEvery(50)).start();
        member.awaitProcessed(records);
        rig.shutDown(member);

        judgeRun(member);
        judgeArrived(member);
        judgeInvalidCount(member);
        return member;
    }

    /**
     * The loop is in the middle of a flush when the workers record.
     *
     * <pre>
     * loop    flush: emits RUN_COUNT ........(held)........ goes on, resets
     * worker                          records PROCESSING_TIME, and finds the interval over
     * </pre>
     */
    @Test
    @Tag("MB-R601")
    final void r601WorkersRecordWhileTheLoopFlushes() {
        int workers = 2;
        AtomicInteger busy = new AtomicInteger();
        Gate flush = rig.gate("the loop's flush");
        Gate tasks = rig.gate("the tasks");
        rig.write(workers);
        Member member = rig.member().flushInterval(OFTEN).poolSize(workers).task(offset -> {
            busy.incrementAndGet();
            tasks.awaitOpen();
            return Outcome.DONE;
        }).beforeEmit(metric -> {
            // All workers are in their tasks: the first to come here can only be the loop.
            if (metric.equals(RUN_COUNT) && busy.get() == workers) {
                flush.pass();
            }
        }).start();
        member.await("the loop flushes while the workers are busy", flush::reached);

        tasks.open();
        boolean settled = Waiting.until(() -> member.recordsOfOthers() >= workers) && member.recordersReturnOrWait();
        flush.open();
        rig.shutDown(member);

        judge(settled, "workers could not record while the loop's flush waited for DogStatsD");
        judgeRun(member);
        judgeArrived(member);
    }

    // ---- MB-R602: the stuck detector reports while the loop comes back to life, and neither dies

    /**
     * The detector is in the middle of its flush when the loop records a metric for the first time. This is the
     * interleaving of the incident.
     *
     * <pre>
     * loop      stuck in a task ..........................  invalid record: INVALID_MESSAGE_COUNT, goes on
     * detector                  STUCK, flush: first counter ......(held)......................  next counter
     * </pre>
     */
    @Test
    @Tag("MB-R602")
    final void r602TheDetectorIsFlushingWhenTheLoopComesBack() {
        Gate task = rig.gate("the task");
        Gate flush = rig.gate("the detector's flush");
        List<String> counters = BufferModule.load().counters();
        rig.write(10);
        Member member = rig.member().stuckTimeout(STUCK_TIMEOUT).task(offset -> {
            if (offset == 0) {
                task.pass();
                return Outcome.INVALID;
            }
            return Outcome.DONE;
        }).beforeEmit(metric -> {
            // Who emits while the loop is stuck is the detector.
            if (task.reached() && !task.hasHeld(Thread.currentThread()) && counters.contains(metric)) {
                flush.pass();
            }
        }).start();
        member.await("the loop is stuck in a task", task::reached);
        member.await("the detector flushes", flush::reached);

        long before = member.journal().records(member.loop());
        task.open();
        // The tap sees a record before the buffer does: that of the invalid one is in when later ones have come.
        boolean back = Waiting.until(() -> member.journal().records(member.loop()) > before + 5);
        flush.open();
        judgeDetector(member, back);
    }

    /**
     * The same the other way round: the loop is in the middle of its own flush when the detector, which takes that
     * for a loop that is stuck (and it is), records STUCK for the first time.
     *
     * <pre>
     * loop      flush: first counter ........(held)................................  next counter
     * detector                                STUCK, finds the interval over, flush
     * </pre>
     */
    @Test
    @Tag("MB-R602")
    final void r602TheLoopIsFlushingWhenTheDetectorReports() {
        Duration interval = Duration.ofMillis(200);
        Gate flush = rig.gate("the loop's flush");
        AtomicLong reportsBefore = new AtomicLong();
        AtomicReference<Thread> loop = new AtomicReference<>(); // null until it is about to flush two counters
        List<String> counters = BufferModule.load().counters();
        Journal journal = new Journal();
        journal.beforeEmit(metric -> {
            if (Thread.currentThread() == loop.get() && counters.contains(metric) && !flush.reached()) {
                reportsBefore.set(journal.recorded(STUCK));
                flush.pass();
            }
        });
        rig.write(1_000);
        MemberBuilder builder = rig.member().flushInterval(interval).stuckTimeout(STUCK_TIMEOUT).journal(journal);
        Member member = builder.task(offset -> {
            // At the first record that finds an earlier one counted as invalid, and that count not yet emitted, the
            // interval runs out in the task: the flush that follows has this counter and RUN_COUNT, at least.
            boolean pending = journal.recorded(INVALID_COUNT) > journal.handed(INVALID_COUNT);
            if (pending && loop.compareAndSet(null, Thread.currentThread())) {
                Waiting.letPass(interval.multipliedBy(2));
            }
            return Outcome.INVALID;
        }).start();
        member.await("the loop flushes two counters", flush::reached);

        member.await("the detector reports", () -> journal.recorded(STUCK) > reportsBefore.get());
        // It has flushed by now, or waits for the loop's flush to end: a buffer may have them take turns.
        boolean reported = Waiting.untilEndedOrWaits(member.stuckDetector(), Waiting.FEW_LOOKS, Waiting.LIMIT);
        flush.open();
        judgeDetector(member, reported);
    }

    private void judgeDetector(Member member, boolean met) {
        // Alive is who goes on working: the loop takes a record that was not there before, the detector reports.
        long processed = member.processed().total();
        rig.write(1);
        Waiting.until(() -> member.processed().total() > processed && member.journal().handed(STUCK) > 0
                || !member.journal().thrown().isEmpty() || !member.loop().isAlive());
        boolean loopAlive = member.loop().isAlive();
        boolean detectorAlive = member.stuckDetector().isAlive();
        rig.shutDown(member);

        judgeRun(member);
        judge(met, "one thread could not record while the flush of the other waited for DogStatsD");
        judge(loopAlive && detectorAlive, "the thread of the " + (loopAlive ? "stuck detector" : "loop") + " died");
        // Once for each report. It is one report, unless the machine kept the loop from turning some other time.
        judgeCount(STUCK, member.journal().recorded(STUCK));
        judgeArrived(member);
        judgeInvalidCount(member);
    }

    // ---- MB-R604: offsets are committed only for records that are done

    /**
     * Every commit of a run is looked at. In the first half there is one after each record; in the second some are
     * invalid, and commits stop at their dead letters while these are under way.
     */
    @Test
    @Tag("MB-R604")
    final void r604AtEveryCommitTheRecordsBelowItAreDone() {
        int records = 300;
        rig.write(records);
        Member member = rig.member().commitInterval(Duration.ZERO).watchCommits().deadLetterTopic(rig.deadLetterTopic)
                .task(offset -> offset < records / 2 || offset % 7 != 0 ? Outcome.DONE : Outcome.INVALID).start();
        member.awaitProcessed(records);
        rig.shutDown(member);

        judgeRun(member);
        judgeCommits(member);
        long commits = member.commits().commits(member.loop());
        if (commits < records / 2) {
            throw new IllegalStateException("too few commits to conclude anything: " + commits);
        }
        judgeEqual("the committed offset", rig.committed(), records);
    }

    /** What a failed task leaves behind is consumed again by the next run, from the record that failed. */
    @Test
    @Tag("MB-R604")
    final void r604ARecordThatFailedIsConsumedAgain() {
        int records = 20;
        int failing = 11;
        RuntimeException failure = new IllegalArgumentException("the task of record " + failing + " fails");
        rig.write(records);
        Member first = rig.member().commitInterval(Duration.ZERO).watchCommits().task(offset -> {
            if (offset == failing) {
                throw failure;
            }
            return Outcome.DONE;
        }).start();
        rig.awaitEnd(first);

        judgeThrown(first);
        judgeEndedWith(failure, first);
        judgeCommits(first);
        judgeEqual("the offset committed before the failure", rig.committed(), failing);

        Member second = rig.member().start();
        second.awaitProcessed(records - failing);
        rig.shutDown(second);
        judgeRun(second);
        for (long offset = 0; offset < records; offset++) {
            judge(first.processed().contains(rig.partition, offset)
                            || second.processed().contains(rig.partition, offset),
                    "record " + offset + " was never done, and never consumed again");
        }
        judgeEqual("the committed offset", rig.committed(), records);
    }

    /** In a pool, later records are done before an earlier one, and must wait for it with their offsets. */
    @Test
    @Tag("MB-R604")
    final void r604APoolCommitsNothingAboveARecordThatIsNotDone() {
        // As many records as workers: no backpressure, so that the only thing a worker and the loop do at the same
        // time is to add to totals that are there already. Even a buffer for one thread survives that, if not with
        // the right sum; and no sum is judged here.
        int workers = 4;
        int slow = 1;
        Duration commitInterval = Duration.ofMillis(10);
        Gate task = rig.gate("the slow task");
        rig.write(workers);
        Member member = rig.member().poolSize(workers).commitInterval(commitInterval).watchCommits().task(offset -> {
            if (offset == slow) {
                task.pass();
            }
            return Outcome.DONE;
        }).start();
        member.awaitProcessed(workers - 1);
        // The others are done. Now the loop has every opportunity to commit them, many intervals and turns.
        long turns = member.journal().recorded(RUN_COUNT);
        Waiting.letPass(commitInterval.multipliedBy(20));
        member.await("the loop turns on", () -> member.journal().recorded(RUN_COUNT) > turns + 1);
        judgeCommits(member);
        judgeAtMost("the offset committed while record " + slow + " was not done", rig.committed(), slow);

        task.open();
        member.awaitProcessed(workers);
        rig.shutDown(member);
        judgeRun(member);
        judgeCommits(member);
        judgeEqual("the committed offset", rig.committed(), workers);
    }

    // ---- MB-R605: the last flush happens on the failure path, too

    /** Nothing was flushed before the failure, so that all that arrives came with the last flush. */
    @Test
    @Tag("MB-R605")
    final void r605AFailingTaskEndsTheRunAndItsMetricsArrive() {
        RuntimeException failure = new IllegalArgumentException("the task of record 100 fails");
        rig.write(200);
        Member member = rig.member().deadLetterTopic(rig.deadLetterTopic).task(offset -> {
            if (offset == 100) {
                throw failure;
            }
            return offset % 10 == 0 ? Outcome.INVALID : Outcome.DONE;
        }).start();
        rig.awaitEnd(member);

        judgeThrown(member);
        judgeEndedWith(failure, member);
        judgeArrived(member);
        judgeCount(INVALID_COUNT, 10);
        judgeNothingPending(member);
    }

    // ---- MB-R107: after an orderly shutdown nothing is left; what could not be sent is logged with its totals

    /** What is recorded while the consumer closes arrives, too. */
    @Test
    @Tag("MB-R107")
    final void r107AfterAShutdownNothingIsLeft() {
        int records = 500;
        rig.write(records);
        Member member = rig.member().deadLetterTopic(rig.deadLetterTopic).task(invalidEvery(10)).start();
        member.awaitProcessed(records);
        rig.shutDown(member);

        judgeRun(member);
        judgeNothingPending(member);
        judgeArrived(member);
        judgeDeadLetters(member);
        if (member.journal().recorded(SHUTDOWN_TIME) == 0) {
            throw new IllegalStateException("nothing was recorded while the consumer closed");
        }
    }

    /** The backend refuses one total in the last flush. There is no later one, so the log has to say how much. */
    @Test
    @Tag("MB-R107")
    final void r107WhatTheLastFlushCannotSendIsLogged() {
        int invalid = 17;
        AtomicBoolean refusing = new AtomicBoolean();
        rig.write(invalid);
        try (LogCapture log = new LogCapture()) {
            Member member = rig.member().task(offset -> Outcome.INVALID).beforeEmit(metric -> {
                if (refusing.get() && metric.equals(INVALID_COUNT)) {
                    throw new IllegalStateException("refused by the scenario: " + metric);
                }
            }).start();
            member.awaitProcessed(invalid);
            refusing.set(true);
            rig.shutDown(member);
            member.end().ifPresent(end -> {
                throw new RuleViolation("a refused total ended the run with " + end, end);
            });
            Pattern total = Pattern.compile(Pattern.quote(INVALID_COUNT) + "\\W{1,3}" + invalid + "\\b");
            judge(log.lines().stream().anyMatch(total.asPredicate()), "the last flush could not send " + invalid
                    + " of " + INVALID_COUNT + ", and no line of the log says so; logged: " + log.lines());
        }
    }

    private static LongFunction<Outcome> invalidEvery(int records) {
        return offset -> offset % records == 3 ? Outcome.INVALID : Outcome.DONE;
    }
}
