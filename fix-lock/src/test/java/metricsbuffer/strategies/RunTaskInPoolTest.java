package metricsbuffer.strategies;

import static metricsbuffer.metrics.ConsumerTiming.PROCESSING_TIME;
import static metricsbuffer.strategies.Records.record;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.processing.MessageRejectedException;
import metricsbuffer.testing.FailingMetric;
import metricsbuffer.testing.ScriptedStrategy;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks of records with a gate run until the test opens it. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunTaskInPoolTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger tasksEnded = new AtomicInteger();
    private final ExecutorService workers =
            new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
                @Override
                protected void afterExecute(Runnable task, Throwable thrown) {
                    tasksEnded.incrementAndGet(); // its future is done by now
                }
            };
    private final TestRecorder recorder = new TestRecorder(new ArrayList<>());
    private final List<String> events = new ArrayList<>();
    private final ScriptedStrategy next = Records.last(events);
    private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<Long, RuntimeException> failures = new ConcurrentHashMap<>();
    private final Set<Long> started = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> ended = new ConcurrentHashMap<>();
    private final IllegalStateException notRecorded = new IllegalStateException("not recorded");
    private final RunTaskInPool strategy = new RunTaskInPool(this::process, workers, 3, recorder, next);

    @AfterEach
    void stopWorkers() throws InterruptedException {
        workers.shutdownNow();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void handsOnInTheOrderInWhichRecordsCame() {
        gate(0);
        strategy.submit(record(0));
        strategy.submit(record(1));
        awaitTasks(1);

        strategy.poll();
        assertThat(next.taken).as("before the first is done").isEmpty();

        open(0);
        pollUntilTaken(2);
        assertThat(next.taken).containsExactly(0L, 1L);
    }

    @Test
    void rejectsWhatItCannotHoldUntilThereIsRoom() {
        gate(0);
        for (long offset = 0; offset < 3; offset++) {
            strategy.submit(record(offset));
        }
        awaitTasks(2);
        strategy.poll();

        assertThatThrownBy(() -> strategy.submit(record(3))).isInstanceOf(MessageRejectedException.class);

        open(0);
        pollUntilTaken(3);
        strategy.submit(record(3));
    }

    @Test
    void handsOnNothingBehindATaskThatFailed() {
        IllegalStateException bug = new IllegalStateException("a bug in a task");
        failures.put(1L, bug);
        for (long offset = 0; offset < 3; offset++) {
            strategy.submit(record(offset));
        }
        awaitTasks(3);

        assertThatThrownBy(strategy::poll).isSameAs(bug);
        assertThatThrownBy(strategy::poll).as("once more").isSameAs(bug);

        assertThat(next.taken).containsExactly(0L);
    }

    @Test
    void reportsAnInvalidRecordWhenItIsItsTurnAndGoesOn() {
        failures.put(1L, new InvalidMessageException(record(1), "odd"));
        for (long offset = 0; offset < 3; offset++) {
            strategy.submit(record(offset));
        }
        awaitTasks(3);

        assertThatThrownBy(strategy::poll).isInstanceOf(InvalidMessageException.class);
        assertThat(next.taken).containsExactly(0L);
        strategy.skip(record(1));
        assertThat(next.skipped).as("nothing is before it").containsExactly(1L);

        strategy.poll();
        assertThat(next.taken).containsExactly(0L, 2L);
    }

    @Test
    void skipsARecordOnlyWhenThoseBeforeItAreDone() {
        gate(0);
        strategy.submit(record(0));

        strategy.skip(record(1));
        assertThat(next.skipped).isEmpty();
        strategy.skip(record(7, 1));
        assertThat(next.skipped).as("of another partition").containsExactly(1L);

        open(0);
        pollUntilTaken(1);
        assertThat(next.skipped).containsExactly(1L, 1L);
    }

    @Test
    void offersAgainWhatTheNextStrategyRejects() {
        strategy.submit(record(0));
        awaitTasks(1);
        next.onSubmit = rejected -> {
            throw new MessageRejectedException();
        };
        strategy.poll();
        assertThat(next.taken).isEmpty();

        next.onSubmit = accepted -> {};
        strategy.poll();
        assertThat(next.taken).containsExactly(0L);
    }

    @Test
    void doesNotTakeATaskThatRejectsForBackpressure() {
        failures.put(0L, new MessageRejectedException());
        strategy.submit(record(0));
        awaitTasks(1);

        assertThatThrownBy(strategy::poll).isInstanceOf(IllegalStateException.class).hasMessageContaining("reject");
    }

    @Test
    void finishesWhatItHoldsWhenItIsJoined() {
        gate(0);
        strategy.submit(record(0));
        strategy.submit(record(1));
        workers.execute(() -> open(0));

        strategy.close();
        assertThat(strategy.join(LIMIT)).isTrue();

        assertThat(next.taken).containsExactly(0L, 1L);
        assertThat(events).containsExactly("strategy closed", "strategy joined");
    }

    @Test
    void dropsAndInterruptsWhatIsNotDoneInTime() {
        gate(1);
        strategy.submit(record(0));
        strategy.submit(record(1));
        await().until(() -> started.contains(1L));

        strategy.close();
        assertThat(strategy.join(Duration.ofMillis(20))).isFalse();

        assertThat(next.taken).containsExactly(0L);
        await().until(() -> "interrupted".equals(ended.get(1L)));
        assertThat(events).as("the next one ends all the same").containsExactly("strategy closed", "strategy joined");
    }

    @Test
    void goesOnJoiningAfterAnInvalidRecord() {
        failures.put(0L, new InvalidMessageException(record(0), "odd"));
        strategy.submit(record(0));
        strategy.submit(record(1));

        strategy.close();
        assertThatThrownBy(() -> strategy.join(LIMIT)).isInstanceOf(InvalidMessageException.class);
        assertThat(strategy.join(LIMIT)).isTrue();

        assertThat(next.taken).containsExactly(1L);
    }

    @Test
    void dropsAndInterruptsEverythingWhenItIsTerminated() {
        gate(0);
        strategy.submit(record(0));
        await().until(() -> started.contains(0L));

        strategy.terminate();

        await().until(() -> "interrupted".equals(ended.get(0L)));
        assertThat(next.taken).isEmpty();
        assertThat(events).containsExactly("strategy terminated");
    }

    @Test
    void timesEachTaskOnItsWorker() {
        strategy.submit(record(0));

        await().until(() -> recorder.total(PROCESSING_TIME) > 0);
    }

    @Test
    void throwsACheckedExceptionThatATaskDoesNotDeclareAsItIs() {
        IOException checked = new IOException("not declared");
        RunTaskInPool failing = new RunTaskInPool(
                record -> RunTaskInPoolTest.<RuntimeException>throwUnchecked(checked), workers, 3, recorder, next);
        failing.submit(record(0));
        awaitTasks(1);

        assertThatThrownBy(failing::poll).isSameAs(checked);
    }

    @Test
    void doesNotHideWhatATaskThrewBehindWhatItsTimingThrows() {
        IllegalStateException bug = new IllegalStateException("a bug in a task");

        assertThat(failureOf(bug)).isSameAs(bug);

        assertThat(bug.getSuppressed()).containsExactly(notRecorded);
    }

    /** Without that the record would be set aside, and the failure of the recorder seen by nobody. */
    @Test
    void reportsTheFailureOfTheTimingBeforeAnInvalidRecord() {
        InvalidMessageException odd = new InvalidMessageException(record(0), "odd");

        assertThat(failureOf(odd)).isSameAs(notRecorded);

        assertThat(notRecorded.getSuppressed()).containsExactly(odd);
    }

    /** What comes of a record whose task throws, and whose time is refused. */
    private Throwable failureOf(RuntimeException thrown) {
        FailingMetric refusing = new FailingMetric(recorder, PROCESSING_TIME);
        refusing.failWith(notRecorded);
        RunTaskInPool refused = new RunTaskInPool(this::process, workers, 3, refusing, next);
        failures.put(0L, thrown);
        refused.submit(record(0));
        awaitTasks(1);
        return catchThrowable(refused::poll);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    private void process(ConsumerRecord<byte[], byte[]> record) {
        started.add(record.offset());
        String how = "done";
        try {
            if (gates.containsKey(record.offset())
                    && !gates.get(record.offset()).await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                how = "never let go";
            }
        } catch (InterruptedException e) {
            how = "interrupted";
        } finally {
            ended.put(record.offset(), how);
        }
        if (failures.containsKey(record.offset())) {
            throw failures.get(record.offset());
        }
    }

    private void gate(long offset) {
        gates.put(offset, new CountDownLatch(1));
    }

    private void open(long offset) {
        gates.get(offset).countDown();
    }

    private void awaitTasks(int ended) {
        await().until(() -> tasksEnded.get() == ended);
    }

    private void pollUntilTaken(int records) {
        await().until(() -> {
            strategy.poll();
            return next.taken.size() == records;
        });
    }
}
