package metricsbuffer.suite.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.Journal;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.MemberBuilder;
import metricsbuffer.suite.rig.MetricNames;
import metricsbuffer.suite.rig.Reconciliation;
import metricsbuffer.suite.support.Waiting;

/**
 * One consumer, from its start to its end, with one stall in between: a task hangs, the stuck detector reports, and
 * the loop comes back while the detector's flush is under way. For one thread.
 *
 * <p>No luck is involved. DogStatsD is slow for the detector's flush, exactly until the loop has done what it does
 * in the meantime; in production that takes a coincidence, and a busy day brings many.
 */
final class Stall {

    /** More than a poll of an idle topic takes, which is a second. */
    private static final Duration STUCK_TIMEOUT = Duration.ofMillis(1_500);

    /** So long that the only flushes are the detector's and the last one: easier to follow. */
    private static final Duration FLUSH_INTERVAL = Duration.ofMinutes(1);

    private static final int BATCHES = 10;
    private static final int BATCH = 40;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(80);
    private static final int TURNS = 200;

    private static final String ORDINARY = "a record like any other";
    private static final String HANGS = "the record whose task hangs";
    private static final String LAST = "the last record";

    /** What the loop does when it is back. */
    enum Kind {
        /** It goes on with metrics that the buffer holds already. */
        QUIET,
        /**
         * It meets an invalid record, and counts what has not been counted since the last flush. Which counter has
         * been sent by then is up to the buffer: a map's order follows from hash codes, and differs between runs.
         */
        LOUD
    }

    record Result(Reconciliation reconciliation, String whatDeliveredMeans, List<Journal.Thrown> thrown,
            Optional<Throwable> end) {}

    private final Story story;
    private final Broker broker;
    private final Agent agent;
    private final Kind kind;

    private final Gate task = new Gate("the task that hangs");
    private final Gate last = new Gate("the last task");
    private final Gate flush = new Gate("the detector's flush");
    private final List<String> counters = BufferModule.load().counters();

    Stall(Story story, Broker broker, Agent agent, Kind kind) {
        this.story = story;
        this.broker = broker;
        this.agent = agent;
        this.kind = kind;
    }

    Result play() {
        String topic = "metricsbuffer-demo-" + UUID.randomUUID();
        broker.createTopic(topic);
        story.tell("setup", agent.describe());
        Journal journal = new Journal();
        // Keeps the detector waiting: at its first counter, or when it has sent the one that the loop adds to.
        if (kind == Kind.LOUD) {
            journal.beforeEmit(metric -> holdDetectorIf(counters.contains(metric)));
        } else {
            journal.afterEmit(metric -> holdDetectorIf(metric.equals(MetricNames.RUN_COUNT)));
        }
        Member consumer = new MemberBuilder(broker.bootstrapServers(), agent.address(), topic, topic)
                .flushInterval(FLUSH_INTERVAL).stuckTimeout(STUCK_TIMEOUT).task(this::process).journal(journal).start();
        try {
            traffic(topic, consumer);
            stall(topic, consumer);
            consumer.shutDown();
            story.tell("consumer", "shuts down when told to; the last flush is sent");
        } catch (ConsumerDied died) {
            openGates();
            consumer.awaitEnd();
            story.tell(Story.Tone.BAD, "consumer", "has died; the last flush is sent");
        } finally {
            openGates(); // nobody may stay behind at one, whatever went wrong
            consumer.signalShutdown();
        }
        return new Result(agent.reconcile(journal), agent.whatDeliveredMeans(), journal.thrown(), consumer.end());
    }

    private void openGates() {
        List.of(task, flush, last).forEach(Gate::open);
    }

    private void traffic(String topic, Member consumer) {
        for (int batch = 1; batch <= BATCHES; batch++) {
            broker.write(topic, Collections.nCopies(BATCH, ORDINARY));
            Waiting.letPass(BETWEEN_BATCHES);
        }
        await("all records are processed", () -> consumer.processed().total() == BATCHES * BATCH, consumer);
        story.tell("consumer", BATCHES * BATCH + " records processed; the loop turns");
    }

    private void stall(String topic, Member consumer) {
        broker.write(topic, List.of(HANGS));
        await("a task hangs", task::reached, consumer);
        story.tell("consumer", "a task hangs, and the loop does not turn any more ...");
        await("the detector flushes", flush::reached, consumer);
        story.tell("stuck-detector",
                STUCK_TIMEOUT.toMillis() + " ms without a turn: counts 'stuck', and flushes the buffer");
        story.tell("DogStatsD", kind == Kind.QUIET
                ? "is slow now: 'run.count' is sent, and the flush waits"
                : "is slow now: the flush waits at the first counter");
        story.tell("", "(the demo slows it down here, so that this shows every time)");

        broker.write(topic, Collections.nCopies(TURNS, ORDINARY));
        broker.write(topic, List.of(LAST));
        task.open();
        await("the loop is back", last::reached, consumer);
        story.tell("consumer", kind == Kind.QUIET
                ? "the task returns: the loop is back, and turns " + (TURNS + 1) + " times, once for each record"
                : "the task returns: its record is invalid, which the loop counts");

        flush.open();
        Waiting.untilEndedOrWaits(consumer.stuckDetector(), Waiting.FEW_LOOKS, Waiting.LIMIT);
        if (consumer.journal().thrown().isEmpty()) {
            story.tell("stuck-detector", "its flush goes on, and ends: no exception, nothing to see");
        } else {
            story.tell(Story.Tone.BAD, "stuck-detector", "its flush goes on: "
                    + consumer.journal().thrown().get(0).exception());
        }
        last.open();
        await("all records are processed",
                () -> consumer.processed().total() == BATCHES * BATCH + TURNS + 2, consumer);
    }

    private Outcome process(String topic, int partition, long offset, byte[] key, byte[] value) {
        return switch (new String(value, StandardCharsets.UTF_8)) {
            case HANGS -> {
                task.pass();
                yield kind == Kind.LOUD ? Outcome.INVALID : Outcome.DONE;
            }
            case LAST -> {
                last.pass();
                yield Outcome.DONE;
            }
            default -> Outcome.DONE;
        };
    }

    private static void await(String what, BooleanSupplier condition, Member consumer) {
        consumer.awaitOrDeath(what, condition);
        if (!condition.getAsBoolean()) {
            throw new ConsumerDied();
        }
    }

    /** The loop has ended, and nobody had asked it to. */
    private static final class ConsumerDied extends RuntimeException {}

    private void holdDetectorIf(boolean here) {
        // Who emits while the loop hangs is the detector.
        if (here && task.reached() && !task.hasHeld(Thread.currentThread())) {
            flush.pass();
        }
    }
}
