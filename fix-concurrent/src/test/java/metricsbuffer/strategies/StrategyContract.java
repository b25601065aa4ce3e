package metricsbuffer.strategies;

import static metricsbuffer.strategies.Records.record;
import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.processing.MessageRejectedException;
import metricsbuffer.processing.ProcessingStrategy;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a strategy owes to the processor and to the strategy behind it, whatever it does with a record: each one arrives
 * at the end of the chain once, in order, as taken or as skipped, and no offset is committed past one that did not.
 *
 * <p>For a strategy of your own, extend this and say how it is made. The scenarios feed it as the processor does: polled
 * at every turn, a rejected record offered again, an invalid one skipped. Behind it is a {@link LastStrategy}, which
 * fails as a scenario says. If one fails, look at what the strategy lets go of while an exception passes through it.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class StrategyContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    final LastStrategy last = new LastStrategy();
    final Recorder recorder = new TestRecorder(new CopyOnWriteArrayList<>());
    private final List<ExecutorService> pools = new ArrayList<>();
    private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<Long, RuntimeException> failures = new ConcurrentHashMap<>();
    private final List<Long> processed = new CopyOnWriteArrayList<>();
    private final List<Long> invalid = new ArrayList<>();
    private ProcessingStrategy strategy;
    private boolean polled = true;

    /** A new strategy. Its capacity, if it has one, is that of two records at least. */
    abstract ProcessingStrategy create(RecordTask task, ProcessingStrategy next);

    /** Whether it takes a record before its task has ended. */
    abstract boolean holdsRecords();

    /** Two threads, which end with the scenario. */
    final ExecutorService pool() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        pools.add(pool);
        return pool;
    }

    @BeforeEach
    final void create() {
        strategy = create(this::process, last);
    }

    @AfterEach
    final void stopPools() throws InterruptedException {
        for (ExecutorService pool : pools) {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    // ---- Handing on

    @Test
    final void handsOnEachRecordOnceInOrder() {
        feed(0, 1, 2, 3, 4, 5);

        assertThat(finish(LIMIT)).isTrue();

        requireArrived("0", "1", "2", "3", "4", "5");
        assertThat(last.closed).as("the next one is closed once").isEqualTo(1);
    }

    @Test
    final void offersAgainWhatTheNextOneRejectsAndDoesNotProcessItAgain() {
        last.onSubmit = record -> {
            if (last.offers(record) <= 3) {
                throw new MessageRejectedException();
            }
        };
        feed(0, 1, 2);

        assertThat(finish(LIMIT)).isTrue();

        requireArrived("0", "1", "2");
        assertThat(processed).containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    final void handsOnNothingBehindATaskThatFailed() {
        IllegalStateException bug = new IllegalStateException("a bug in a task");
        failures.put(1L, bug);

        assertThatThrownBy(() -> {
            feed(0, 1, 2);
            finish(LIMIT);
        }).isSameAs(bug);
        strategy.terminate();

        assertThat(last.arrived).isSubsetOf("0");
        assertThat(last.terminated).isTrue();
    }

    // ---- An invalid record

    @Test
    final void skipsWhatItsTaskFindsInvalid() {
        failures.put(1L, new InvalidMessageException(record(1), "odd"));
        failures.put(2L, new InvalidMessageException(record(2), "odd"));
        feed(0, 1, 2, 3);

        assertThat(finish(LIMIT)).isTrue();

        assertThat(invalid).containsExactly(1L, 2L);
        requireArrived("0", "skipped 1", "skipped 2", "3");
    }

    /** Otherwise one would be set aside again and again, or the other lost. */
    @Test
    final void failsIfItsTaskCallsAnotherRecordInvalid() {
        failures.put(1L, new InvalidMessageException(record(0), "not its own"));

        assertThatThrownBy(() -> {
            feed(0, 1, 2);
            finish(LIMIT);
        }).isInstanceOf(IllegalStateException.class).hasMessageContaining("another record");

        assertThat(last.arrived).isSubsetOf("0");
        assertThat(invalid).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    final void skipsWhatTheNextOneDoesNotTakeBecauseItIsInvalid(boolean polled) {
        this.polled = polled;
        last.onSubmit = record -> {
            if (record.offset() == 1) {
                throw new InvalidMessageException(record, "odd");
            }
        };
        feed(0, 1);

        assertThat(finish(LIMIT)).isTrue();

        assertThat(invalid).containsExactly(1L);
        requireArrived("0", "skipped 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    final void keepsARecordWhileTheNextOneFindsAnEarlierOneInvalid(boolean polled) {
        this.polled = polled;
        last.keptBack.add(0L);
        last.onSubmit = record -> {
            if (record.offset() == 1 && last.offers(record) == 1) {
                throw new InvalidMessageException(record(0), "found out later");
            }
        };
        feed(0, 1);

        assertThat(finish(LIMIT)).isTrue();

        assertThat(invalid).containsExactly(0L);
        requireArrived("skipped 0", "1");
        assertThat(processed).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    final void passesOnWhatTheNextOneFindsInvalidWhenItIsPolled() {
        last.keptBack.add(0L);
        last.onPoll = () -> {
            if (last.keptBack.contains(0L) && last.offers(record(0)) > 0) {
                throw new InvalidMessageException(record(0), "found out later");
            }
        };
        feed(0);
        await().until(() -> {
            turn();
            return !invalid.isEmpty();
        });
        feed(1);

        assertThat(finish(LIMIT)).isTrue();

        assertThat(invalid).containsExactly(0L);
        requireArrived("skipped 0", "1");
    }

    @Test
    final void goesOnJoiningWhenTheNextOneFindsARecordInvalidThen() {
        last.keptBack.add(0L);
        last.onJoin = () -> {
            if (last.keptBack.contains(0L)) {
                throw new InvalidMessageException(record(0), "found out in the end");
            }
            return true;
        };
        feed(0);

        assertThat(finish(LIMIT)).isTrue();

        assertThat(invalid).containsExactly(0L);
        requireArrived("skipped 0");
        assertThat(last.closed).as("the next one is closed once").isEqualTo(1);
    }

    @Test
    final void skipsARecordNotBeforeThoseThatItHolds() {
        if (holdsRecords()) {
            gate(0);
        }
        feed(0);
        strategy.skip(record(1));
        strategy.skip(record(7, 3));
        turn();
        if (holdsRecords()) {
            assertThat(last.arrived).as("only what is of another partition").containsExactly("skipped 3");
            open(0);
        }

        assertThat(finish(LIMIT)).isTrue();

        assertThat(last.arrived).containsExactlyInAnyOrder("skipped 3", "0", "skipped 1")
                .containsSubsequence("0", "skipped 1");
    }

    // ---- The end

    @Test
    final void isNotFinishedIfTheNextOneIsNot() {
        last.onJoin = () -> false;
        feed(0);

        assertThat(finish(LIMIT)).isFalse();
    }

    @Test
    final void dropsWhatIsNotDoneInTimeAndEndsTheNextOneAllTheSame() {
        if (!holdsRecords()) {
            return; // it has nothing to drop
        }
        gate(1);
        feed(0, 1);
        strategy.skip(record(2));

        assertThat(finish(Duration.ofMillis(50))).isFalse();

        assertThat(last.arrived).isSubsetOf("0");
        assertThat(last.closed).isEqualTo(1);
        assertThat(last.joined).isTrue();
    }

    /** What was dropped stays dropped: if the last answer were true, it would never be consumed again. */
    @Test
    final void isNotFinishedIfItHasDroppedSomethingAndIsJoinedAgain() {
        if (!holdsRecords()) {
            return;
        }
        last.keptBack.add(0L);
        last.onJoin = () -> {
            if (last.keptBack.contains(0L)) {
                throw new InvalidMessageException(record(0), "found out in the end");
            }
            return true;
        };
        gate(1);
        feed(0);
        await().until(() -> {
            turn();
            return last.offers(record(0)) > 0;
        });
        feed(1);

        assertThat(finish(Duration.ofMillis(50))).isFalse();

        assertThat(last.arrived).containsExactly("skipped 0");
        assertThat(last.closed).as("the next one is closed once").isEqualTo(1);
    }

    @Test
    final void endsAJoinThatIsInterruptedAndKeepsTheInterrupt() {
        if (holdsRecords()) {
            gate(0);
        }
        feed(0);

        requireInterruptedJoinEnds();
    }

    @Test
    final void endsAJoinThatIsInterruptedWhileTheNextOneRejects() {
        if (!holdsRecords()) {
            return; // what is rejected is with the processor
        }
        last.onSubmit = record -> {
            throw new MessageRejectedException();
        };
        feed(0);
        await().until(() -> {
            turn();
            return last.offers(record(0)) > 0;
        });

        requireInterruptedJoinEnds();
    }

    private void requireInterruptedJoinEnds() {
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        boolean finished = finish(LIMIT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(finished).isEqualTo(!holdsRecords());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.dividedBy(2));
    }

    @Test
    final void dropsEverythingWhenItIsTerminated() {
        if (holdsRecords()) {
            gate(0);
        }
        feed(0);

        strategy.terminate();

        assertThat(last.terminated).isTrue();
        assertThat(last.arrived).isSubsetOf(holdsRecords() ? Set.of() : Set.of("0"));
    }

    // ---- The processor's part

    private void feed(long... offsets) {
        for (long offset : offsets) {
            ConsumerRecord<byte[], byte[]> record = record(offset);
            while (!isTaken(record)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private boolean isTaken(ConsumerRecord<byte[], byte[]> record) {
        if (polled) {
            turn();
        }
        try {
            strategy.submit(record);
            return true;
        } catch (MessageRejectedException e) {
            turn();
            return false;
        } catch (InvalidMessageException e) {
            setAside(e);
            return e.invalid().offset() == record.offset();
        }
    }

    private void turn() {
        try {
            strategy.poll();
        } catch (InvalidMessageException e) {
            setAside(e);
        }
    }

    private boolean finish(Duration timeout) {
        strategy.close();
        while (true) {
            try {
                return strategy.join(timeout);
            } catch (InvalidMessageException e) {
                setAside(e);
            }
        }
    }

    private void setAside(InvalidMessageException e) {
        invalid.add(e.invalid().offset());
        strategy.skip(e.invalid());
    }

    /** In this order, and each one is committed. */
    private void requireArrived(String... records) {
        assertThat(last.arrived).containsExactly(records);
        assertThat(last.committed).isEqualTo(records.length);
    }

    // ---- The task

    private void process(ConsumerRecord<byte[], byte[]> record) {
        CountDownLatch gate = gates.get(record.offset());
        try {
            if (gate != null && !gate.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate of " + record.offset() + " was never opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // dropped
        }
        processed.add(record.offset());
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
}
