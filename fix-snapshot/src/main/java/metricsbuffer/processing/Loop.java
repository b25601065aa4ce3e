package metricsbuffer.processing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop of the consumer thread: takes a record from the consumer, and offers it to the strategy. */
final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    /** Before the strategy is offered a rejected record again. */
    private static final Duration REJECTED_WAIT = Duration.ofMillis(10);
    /** Before the consumer is polled again after a retriable error, which it may report without waiting. */
    private static final Duration RETRY_WAIT = Duration.ofMillis(100);

    private final PolledRecords records;
    private final Backpressure backpressure;
    private final OffsetCommitter committer;
    private final Beginnings beginnings;
    private final ActiveStrategy strategy;
    private final Rebalance rebalance;
    private final StuckDetector stuckDetector; // null for none
    private final Recorder recorder;
    private final CountDownLatch shutdown;

    private boolean mayFindMoreInvalid;

    /** @param shutdown at zero when the loop is to end */
    Loop(
            PolledRecords records,
            Backpressure backpressure,
            OffsetCommitter committer,
            Beginnings beginnings,
            ActiveStrategy strategy,
            Rebalance rebalance,
            StuckDetector stuckDetector,
            Recorder recorder,
            CountDownLatch shutdown) {
        this.records = records;
        this.backpressure = backpressure;
        this.committer = committer;
        this.beginnings = beginnings;
        this.strategy = strategy;
        this.rebalance = rebalance;
        this.stuckDetector = stuckDetector;
        this.recorder = recorder;
        this.shutdown = shutdown;
    }

    void run() {
        while (shutdown.getCount() > 0) {
            turn();
        }
    }

    private void turn() {
        recorder.increment(ConsumerCounter.RUN_COUNT, 1);
        if (stuckDetector != null) {
            stuckDetector.turned();
        }
        committer.requireDeadLetters();
        if (!pollConsumer()) {
            return;
        }
        try {
            strategy.poll();
        } catch (InvalidMessageException e) {
            setAside(e);
            return;
        }
        if (!records.isEmpty()) {
            submit(records.first());
        }
    }

    /** Polls if that is due. False if it failed in a way that can be tried again, or was woken up. */
    private boolean pollConsumer() {
        try {
            if (records.isEmpty()) {
                poll(mayFindMoreInvalid ? Duration.ZERO : POLL_TIMEOUT);
            } else if (backpressure.isPollDue()) {
                backpressure.pause();
                poll(Duration.ZERO);
            }
            return true;
        } catch (WakeupException e) {
            return false;
        } catch (RetriableException e) {
            log.warn("Polling failed, will be tried again: {}", e.toString());
            await(RETRY_WAIT);
            return false;
        }
    }

    private void poll(Duration timeout) {
        mayFindMoreInvalid = false;
        try {
            committer.polled(records.poll(timeout));
        } finally {
            backpressure.polled();
            rebalance.requireWhole(); // a poll that can be tried again must not hide a rebalance that cannot
        }
        rebalance.goOnWithWhatExists();
        beginnings.commit();
    }

    private void submit(ConsumerRecord<byte[], byte[]> record) {
        try {
            strategy.submit(record);
        } catch (MessageRejectedException e) {
            backpressure.rejected();
            await(REJECTED_WAIT);
            return;
        } catch (InvalidMessageException e) {
            setAside(e);
            if (!e.isAbout(record)) {
                return; // one taken before; this one is still to be taken
            }
        }
        records.removeFirst();
        backpressure.end();
    }

    /** A strategy that holds one invalid record may hold more, and tells of one at a time. */
    private void setAside(InvalidMessageException e) {
        strategy.setAside(e);
        mayFindMoreInvalid = true;
    }

    /** Waits, unless the loop is to end. */
    private void await(Duration time) {
        try {
            shutdown.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // as the consumer does where it waits; keeps the interrupt
        }
    }
}
