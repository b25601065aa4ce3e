package metricsbuffer.suite.system;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.RunningConsumer;
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
public abstract class SystemRules extends StagedRules {

    private static final String STUCK = "arroyo.consumer.stuck";

    /** Short enough that a run of a second has dozens of flushes. */
    private static final Duration OFTEN = Duration.ofMillis(20);

    /** Longer than the loop ever waits in a turn of its own accord: a poll may take a second. */
    private static final Duration STUCK_TIMEOUT = Duration.ofMillis(1_500);

    private static final int MANY = 5_000;

    // ---- MB-R601: the counts that reach DogStatsD equal what the consumer did

    /** One thread, thousands of records, dozens of flushes: the books of a system without a second thread. */
    @Test
    @Tag("MB-R601")
    final void r601_thousands_of_records_and_dead_letters() {
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE);
        stage.write(MANY);
        RunningConsumer consumer = stage.start(stage.specs().flushInterval(OFTEN)
                .deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        awaitWork(work, MANY, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, work.count(Outcome.INVALID));
        judgeEqual("dead letters in the topic", stage.deadLetters(), work.count(Outcome.INVALID));
    }

    /**
     * Workers and loop record and flush as it comes: the load of production, and its luck. A buffer that is wrong
     * may pass this one; it is here because a buffer that is right never fails it.
     */
    @Test
    @Tag("MB-R601")
    final void r601_thousands_of_records_through_a_pool() {
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE);
        stage.write(MANY);
        RunningConsumer consumer = stage.start(stage.specs().flushInterval(OFTEN).poolSize(4)
                .deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        awaitWork(work, MANY, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, work.count(Outcome.INVALID));
        judgeEqual("dead letters in the topic", stage.deadLetters(), work.count(Outcome.INVALID));
    }

    /** The same over a Unix socket, with the tags of what is sent past the buffer. */
    @Test
    @Tag("MB-R601")
    final void r601_over_a_unix_socket() {
        stage.moveAgentToUnixSocket();
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE);
        stage.write(MANY);
        RunningConsumer consumer = stage.start(stage.specs().flushInterval(OFTEN).build(work, journal));
        awaitWork(work, MANY, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, work.count(Outcome.INVALID));
        Set<String> tags = stage.agent.totals().keySet().stream()
                .filter(series -> series.name().equals(CALLBACK)).flatMap(series -> series.tags().stream())
                .collect(Collectors.toSet());
        if (!tags.equals(Set.of("callback_name:on_partitions_assigned", "callback_name:on_partitions_revoked"))) {
            throw new RuleViolation("the tags of " + CALLBACK + " are " + tags);
        }
    }

    /** Consumer and dead-letter producer both come in by TLS and a password, which they read from a file. */
    @Test
    @Tag("MB-R601")
    final void r601_through_tls_and_a_password() {
        EmbeddedKafka broker = EmbeddedKafka.secured();
        moveTo(broker);
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE);
        stage.write(MANY);
        RunningConsumer consumer = stage.start(stage.specs().flushInterval(OFTEN)
                .bootstrapServers(broker.secureServers()).consumerConfig(broker.secureClient())
                .deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        awaitWork(work, MANY, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeBooks(journal);
        judgeEqual("dead letters in the topic", stage.deadLetters(), work.count(Outcome.INVALID));
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
    final void r601_workers_record_while_the_loop_flushes() {
        int workers = 2;
        AtomicInteger busy = new AtomicInteger();
        Gate flush = stage.gate("the loop's flush");
        Gate tasks = stage.gate("the tasks");
        Work work = new Work(offset -> {
            busy.incrementAndGet();
            tasks.awaitOpen();
            return Outcome.DONE;
        });
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                // All workers are in their tasks: the first to come here can only be the loop.
                if (metric.equals(RUN_COUNT) && busy.get() == workers) {
                    flush.pass();
                }
            }
        };
        stage.write(workers);
        RunningConsumer consumer =
                stage.start(stage.specs().flushInterval(OFTEN).poolSize(workers).build(work, journal));
        awaitOrFail("the loop flushes while the workers are busy", flush::reached, consumer);

        tasks.open();
        boolean recorded = Patience.waitUntil(() -> recordsOfOthers(journal, consumer) >= workers);
        boolean settled = recorded && Threads.returnOrWait(journal.recorders(), consumer.loop());
        flush.open();
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        if (!settled) {
            throw new RuleViolation("workers could not record while the loop's flush waited for DogStatsD");
        }
        judgeRun(end, journal);
        judgeBooks(journal);
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
    final void r602_the_detector_is_flushing_when_the_loop_comes_back() {
        Gate task = stage.gate("the task");
        Gate flush = stage.gate("the detector's flush");
        AtomicReference<Thread> loop = new AtomicReference<>();
        Work work = new Work(offset -> {
            if (offset == 0) {
                loop.set(Thread.currentThread());
                task.pass();
                return Outcome.INVALID;
            }
            return Outcome.DONE;
        });
        List<String> counters = BufferModule.load().counters();
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                // Who emits while the loop is stuck is the detector.
                if (task.reached() && Thread.currentThread() != loop.get() && counters.contains(metric)) {
                    flush.pass();
                }
            }
        };
        stage.write(10);
        RunningConsumer consumer = stage.start(stage.specs().stuckTimeout(STUCK_TIMEOUT).build(work, journal));
        awaitOrFail("the loop is stuck in a task", task::reached, consumer);
        awaitOrFail("the detector flushes", flush::reached, consumer);

        long before = journal.records(consumer.loop());
        task.open();
        // The tap sees a record before the buffer does: that of the invalid one is in when later ones have come.
        boolean back = Patience.waitUntil(() -> journal.records(consumer.loop()) > before + 5);
        flush.open();
        judgeDetector(consumer, journal, work, back);
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
    final void r602_the_loop_is_flushing_when_the_detector_reports() {
        Duration interval = Duration.ofMillis(200);
        Gate flush = stage.gate("the loop's flush");
        AtomicBoolean twoCounters = new AtomicBoolean();
        AtomicLong reportsBefore = new AtomicLong();
        AtomicReference<Thread> loop = new AtomicReference<>();
        AtomicReference<Journal> books = new AtomicReference<>();
        Work work = new Work(offset -> {
            loop.set(Thread.currentThread());
            // At the first record that finds an earlier one counted as invalid, and that count not yet emitted, the
            // interval runs out in the task: the flush that follows has this counter and RUN_COUNT, at least.
            Journal journal = books.get();
            boolean pending = journal.recorded(INVALID_COUNT) > journal.handed(INVALID_COUNT);
            if (pending && twoCounters.compareAndSet(false, true)) {
                Patience.letPass(interval.multipliedBy(2));
            }
            return Outcome.INVALID;
        });
        List<String> counters = BufferModule.load().counters();
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                boolean here = twoCounters.get() && Thread.currentThread() == loop.get() && counters.contains(metric);
                if (here && !flush.reached()) {
                    reportsBefore.set(recorded(STUCK));
                    flush.pass();
                }
            }
        };
        books.set(journal);
        stage.write(1_000);
        RunningConsumer consumer =
                stage.start(stage.specs().flushInterval(interval).stuckTimeout(STUCK_TIMEOUT).build(work, journal));
        awaitOrFail("the loop flushes two counters", flush::reached, consumer);

        awaitOrFail("the detector reports", () -> journal.recorded(STUCK) > reportsBefore.get(), consumer);
        // It has flushed by now, or waits for the loop's flush to end: a buffer may have them take turns.
        boolean reported = Threads.returnsOrWaits(consumer.stuckDetector().orElseThrow());
        flush.open();
        judgeDetector(consumer, journal, work, reported);
    }

    private void judgeDetector(RunningConsumer consumer, Journal journal, Work work, boolean met) {
        // Alive is who goes on working: the loop takes a record that was not there before, the detector reports.
        long done = work.finished();
        stage.write(1);
        Patience.waitUntil(() -> work.finished() > done && journal.handed(STUCK) > 0
                || !journal.thrown().isEmpty() || !consumer.loop().isAlive());
        boolean loopAlive = consumer.loop().isAlive();
        boolean detectorAlive = consumer.stuckDetector().orElseThrow().isAlive();
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        if (!met) {
            throw new RuleViolation("one thread could not record while the flush of the other waited for DogStatsD");
        }
        if (!loopAlive || !detectorAlive) {
            throw new RuleViolation("the thread of the " + (loopAlive ? "stuck detector" : "loop") + " died");
        }
        // Once for each report. It is one report, unless the machine kept the loop from turning some other time.
        judgeCount(STUCK, journal.recorded(STUCK));
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, work.count(Outcome.INVALID));
    }

    // ---- MB-R604: offsets are committed only for records that are done

    /** Every commit of a run is looked at, and there is one after each record. */
    @Test
    @Tag("MB-R604")
    final void r604_at_every_commit_the_records_below_it_are_done() {
        int records = 300;
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 7 == 3 ? Outcome.INVALID : Outcome.DONE);
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        stage.write(records);
        RunningConsumer consumer = stage.start(stage.specs().commitInterval(Duration.ZERO)
                .consumerConfig(CommitWatch.configuration()).deadLetterTopic(stage.deadLetterTopic)
                .build(work, journal));
        awaitWork(work, records, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeCommits(commits);
        if (commits.commits() < records / 2) {
            throw new IllegalStateException("too few commits to conclude anything: " + commits.commits());
        }
        judgeEqual("the committed offset", stage.committed(), records);
    }

    /** What a failed task leaves behind is consumed again by the next run, from the record that failed. */
    @Test
    @Tag("MB-R604")
    final void r604_a_record_that_failed_is_consumed_again() {
        int records = 20;
        int failing = 11;
        RuntimeException failure = new IllegalArgumentException("the task of record " + failing + " fails");
        Journal first = new Journal();
        Work failingWork = new Work(offset -> {
            if (offset == failing) {
                throw failure;
            }
            return Outcome.DONE;
        });
        CommitWatch.Log commits = CommitWatch.watch(stage.group, failingWork);
        stage.write(records);
        Specs specs = stage.specs().commitInterval(Duration.ZERO).consumerConfig(CommitWatch.configuration());
        Optional<Throwable> end = stage.awaitEnd(stage.start(specs.build(failingWork, first)), first);

        judgeThrown(first);
        judgeEndedWith(failure, end);
        judgeCommits(commits);
        judgeEqual("the offset committed before the failure", stage.committed(), failing);

        Journal second = new Journal();
        Work work = new Work(offset -> Outcome.DONE);
        RunningConsumer consumer = stage.start(stage.specs().build(work, second));
        awaitWork(work, records - failing, consumer);
        judgeRun(stage.shutDown(consumer, second), second);
        for (long offset = 0; offset < records; offset++) {
            if (!failingWork.isFinished(stage.partition, offset) && !work.isFinished(stage.partition, offset)) {
                throw new RuleViolation("record " + offset + " was never done, and never consumed again");
            }
        }
        judgeEqual("the committed offset", stage.committed(), records);
    }

    /** In a pool, later records are done before an earlier one, and must wait for it with their offsets. */
    @Test
    @Tag("MB-R604")
    final void r604_a_pool_commits_nothing_above_a_record_that_is_not_done() {
        // As many records as workers: no backpressure, so that the only thing a worker and the loop do at the same
        // time is to add to totals that are there already. Even a buffer for one thread survives that, if not with
        // the right sum; and no sum is judged here.
        int workers = 4;
        int slow = 1;
        Duration commitInterval = Duration.ofMillis(10);
        Gate task = stage.gate("the slow task");
        Journal journal = new Journal();
        Work work = new Work(offset -> {
            if (offset == slow) {
                task.pass();
            }
            return Outcome.DONE;
        });
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        stage.write(workers);
        RunningConsumer consumer = stage.start(stage.specs().poolSize(workers).commitInterval(commitInterval)
                .consumerConfig(CommitWatch.configuration()).build(work, journal));
        awaitWork(work, workers - 1, consumer);
        // The others are done. Now the loop has every opportunity to commit them, many intervals and turns.
        long turns = journal.recorded(RUN_COUNT);
        Patience.letPass(commitInterval.multipliedBy(20));
        awaitOrFail("the loop turns on", () -> journal.recorded(RUN_COUNT) > turns + 1, consumer);
        judgeCommits(commits);
        judgeAtMost("the offset committed while record " + slow + " was not done", stage.committed(), slow);

        task.open();
        awaitWork(work, workers, consumer);
        judgeRun(stage.shutDown(consumer, journal), journal);
        judgeCommits(commits);
        judgeEqual("the committed offset", stage.committed(), workers);
    }

    // ---- MB-R605: the last flush happens on the failure path, too

    /** Nothing was flushed before the failure, so that all that arrives came with the last flush. */
    @Test
    @Tag("MB-R605")
    final void r605_a_failing_task_ends_the_run_and_its_metrics_arrive() {
        RuntimeException failure = new IllegalArgumentException("the task of record 100 fails");
        Journal journal = new Journal();
        Work work = new Work(offset -> {
            if (offset == 100) {
                throw failure;
            }
            return offset % 10 == 0 ? Outcome.INVALID : Outcome.DONE;
        });
        stage.write(200);
        RunningConsumer consumer =
                stage.start(stage.specs().deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        Optional<Throwable> end = stage.awaitEnd(consumer, journal);

        judgeThrown(journal);
        judgeEndedWith(failure, end);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, 10);
        judgeNothingPending(consumer);
    }

    // ---- MB-R107: after an orderly shutdown nothing is left; what could not be sent is logged with its totals

    /** What is recorded while the consumer closes arrives, too. */
    @Test
    @Tag("MB-R107")
    final void r107_after_a_shutdown_nothing_is_left() {
        int records = 500;
        Journal journal = new Journal();
        Work work = new Work(offset -> offset % 10 == 0 ? Outcome.INVALID : Outcome.DONE);
        stage.write(records);
        RunningConsumer consumer =
                stage.start(stage.specs().deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        awaitWork(work, records, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeRun(end, journal);
        judgeNothingPending(consumer);
        judgeBooks(journal);
        judgeEqual("dead letters in the topic", stage.deadLetters(), work.count(Outcome.INVALID));
        if (journal.recorded("arroyo.consumer.shutdown.time") == 0) {
            throw new IllegalStateException("nothing was recorded while the consumer closed");
        }
    }

    /** The backend refuses one total in the last flush. There is no later one, so the log has to say how much. */
    @Test
    @Tag("MB-R107")
    final void r107_what_the_last_flush_cannot_send_is_logged() {
        int invalid = 17;
        AtomicBoolean refusing = new AtomicBoolean();
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                if (refusing.get() && metric.equals(INVALID_COUNT)) {
                    throw new IllegalStateException("refused by the scenario: " + metric);
                }
            }
        };
        Work work = new Work(offset -> Outcome.INVALID);
        stage.write(invalid);
        try (LogCapture log = new LogCapture()) {
            RunningConsumer consumer = stage.start(stage.specs().build(work, journal));
            awaitWork(work, invalid, consumer);
            refusing.set(true);
            Optional<Throwable> end = stage.shutDown(consumer, journal);
            if (end.isPresent()) {
                throw new RuleViolation("a refused total ended the run with " + end.get(), end.get());
            }
            Pattern total = Pattern.compile(Pattern.quote(INVALID_COUNT) + "\\W{1,3}" + invalid + "\\b");
            if (log.events().stream().map(ILoggingEvent::getFormattedMessage).noneMatch(total.asPredicate())) {
                throw new RuleViolation("the last flush could not send " + invalid + " of " + INVALID_COUNT
                        + ", and no line of the log says so; logged: " + log.events());
            }
        }
    }
}
