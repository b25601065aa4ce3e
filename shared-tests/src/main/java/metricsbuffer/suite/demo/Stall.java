package metricsbuffer.suite.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.system.Books;
import metricsbuffer.suite.system.Gate;
import metricsbuffer.suite.system.Journal;
import metricsbuffer.suite.system.Patience;
import metricsbuffer.suite.system.Specs;
import metricsbuffer.suite.system.Threads;

/**
 * One consumer, from its start to its end, with one stall in between: a task hangs, the stuck detector reports, and
 * the loop comes back while the detector's flush is under way. For one thread.
 *
 * <p>No luck is involved. DogStatsD is slow for the detector's flush, exactly until the loop has done what it does
 * in the meantime; in production that takes a coincidence, and a busy day brings many.
 */
final class Stall {

    private static final String RUN_COUNT = "arroyo.consumer.run.count";

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

    /** What came of it. */
    record Result(Books books, List<Journal.Thrown> thrown, Optional<Throwable> end) {}

    private final Story story;
    private final Broker broker;
    private final Agent agent;
    private final Kind kind;

    private final Gate task = new Gate("the task that hangs");
    private final Gate last = new Gate("the last task");
    private final Gate flush = new Gate("the detector's flush");
    private final List<String> counters = BufferModule.load().counters();
    private final AtomicLong processed = new AtomicLong();
    private volatile Thread loop; // set when the task hangs

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
        Journal journal = new SlowAgent();
        RunningConsumer consumer = ConsumerModule.load().start(
                new Specs(broker.bootstrapServers(), agent.address()).topic(topic, topic)
                        .flushInterval(FLUSH_INTERVAL).stuckTimeout(STUCK_TIMEOUT).build(this::process, journal));
        try {
            traffic(topic, consumer);
            stall(topic, consumer, journal);
            consumer.signalShutdown();
            Optional<Throwable> end = awaitEnd(consumer);
            story.tell("consumer", "shuts down when told to; the last flush is sent");
            return new Result(agent.books(journal), journal.thrown(), end);
        } catch (ConsumerDied died) {
            openGates();
            Optional<Throwable> end = awaitEnd(consumer);
            story.tell(Story.Tone.BAD, "consumer", "has died; the last flush is sent");
            return new Result(agent.books(journal), journal.thrown(), end);
        } finally {
            openGates(); // nobody may stay behind at one, whatever went wrong
            consumer.signalShutdown();
        }
    }

    private static Optional<Throwable> awaitEnd(RunningConsumer consumer) {
        try {
            return consumer.awaitEnd(Patience.LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    private void openGates() {
        task.open();
        flush.open();
        last.open();
    }

    private void traffic(String topic, RunningConsumer consumer) {
        for (int batch = 1; batch <= BATCHES; batch++) {
            broker.write(topic, Collections.nCopies(BATCH, ORDINARY));
            Patience.letPass(BETWEEN_BATCHES);
        }
        await("all records are processed", () -> processed.get() == BATCHES * BATCH, consumer);
        story.tell("consumer", BATCHES * BATCH + " records processed; the loop turns");
    }

    private void stall(String topic, RunningConsumer consumer, Journal journal) {
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
                ? "the task returns: the loop is back, and turns " + TURNS + " times"
                : "the task returns: its record is invalid, which the loop counts");

        flush.open();
        Threads.returnsOrWaits(consumer.stuckDetector().orElseThrow());
        if (journal.thrown().isEmpty()) {
            story.tell("stuck-detector", "its flush goes on, and ends: no exception, nothing to see");
        } else {
            story.tell(Story.Tone.BAD, "stuck-detector", "its flush goes on: " + journal.thrown().get(0).exception());
        }
        last.open();
        await("all records are processed", () -> processed.get() == BATCHES * BATCH + TURNS + 2, consumer);
    }

    private Outcome process(String topic, int partition, long offset, byte[] key, byte[] value) {
        Outcome outcome = Outcome.DONE;
        switch (new String(value, StandardCharsets.UTF_8)) {
            case HANGS -> {
                loop = Thread.currentThread();
                task.pass();
                outcome = kind == Kind.LOUD ? Outcome.INVALID : Outcome.DONE;
            }
            case LAST -> last.pass();
            default -> {}
        }
        processed.incrementAndGet();
        return outcome;
    }

    private static void await(String what, BooleanSupplier condition, RunningConsumer consumer) {
        if (!Patience.waitUntil(() -> condition.getAsBoolean() || !consumer.loop().isAlive())) {
            throw new DemoException("did not happen within " + Patience.LIMIT.toSeconds() + " s: " + what);
        }
        if (!condition.getAsBoolean()) {
            throw new ConsumerDied();
        }
    }

    /** The loop has ended, and nobody had asked it to. */
    private static final class ConsumerDied extends RuntimeException {}

    /** Keeps the journal, and keeps the detector waiting. */
    private final class SlowAgent extends Journal {

        @Override
        public void beforeEmit(String metric, long total) {
            if (kind == Kind.LOUD && counters.contains(metric)) {
                hold();
            }
        }

        @Override
        public void emitted(String metric, long total) {
            super.emitted(metric, total);
            if (kind == Kind.QUIET && metric.equals(RUN_COUNT)) {
                hold();
            }
        }

        private void hold() {
            // Who emits while the loop hangs is the detector.
            if (task.reached() && Thread.currentThread() != loop) {
                flush.pass();
            }
        }
    }
}
