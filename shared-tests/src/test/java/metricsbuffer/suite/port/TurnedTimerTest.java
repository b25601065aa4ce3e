package metricsbuffer.suite.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import metricsbuffer.suite.support.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The turned timer does what a real one does, in what a flush depends on. Each test runs on both. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnedTimerTest {

    /** A timer, and a way to let some periods pass. */
    private record Timer(ScheduledExecutorService timer, Runnable somePeriods) {

        ScheduledFuture<?> atFixedRate(Runnable task) {
            return timer.scheduleAtFixedRate(task, 1, 1, TimeUnit.MILLISECONDS);
        }

        ScheduledFuture<?> withFixedDelay(Runnable task) {
            return timer.scheduleWithFixedDelay(task, 1, 1, TimeUnit.MILLISECONDS);
        }

        @Override
        public String toString() {
            return timer.getClass().getSimpleName();
        }
    }

    private Timer used;

    static Stream<Timer> timers() {
        TurnedTimer turned = new TurnedTimer();
        return Stream.of(
                new Timer(Executors.newScheduledThreadPool(1), TurnedTimerTest::realPeriods),
                new Timer(Executors.newScheduledThreadPool(3), TurnedTimerTest::realPeriods),
                new Timer(turned, () -> List.of(1, 2, 3).forEach(period -> turned.tick())));
    }

    /** On a timer of its own: ten of its runs take ten periods, whatever the one that is tested does. */
    private static void realPeriods() {
        ScheduledExecutorService other = Executors.newScheduledThreadPool(1);
        CountDownLatch runs = new CountDownLatch(10);
        try {
            other.scheduleAtFixedRate(runs::countDown, 1, 1, TimeUnit.MILLISECONDS);
            assertThat(runs.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            other.shutdownNow();
        }
    }

    @AfterEach
    void end() {
        used.timer().shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("timers")
    void runsATaskAgainAndAgain(Timer timer) {
        used = timer;
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        timer.atFixedRate(runs::incrementAndGet);
        timer.withFixedDelay(others::incrementAndGet);
        assertThat(Waiting.until(() -> {
            timer.somePeriods().run();
            return runs.get() >= 3 && others.get() >= 3;
        })).isTrue();
    }

    @ParameterizedTest
    @MethodSource("timers")
    void runsATaskThatHasThrownNeverAgainAndSaysSoOnlyWhenAsked(Timer timer) {
        for (Throwable failure : List.of(new IllegalStateException("down"), new NoClassDefFoundError("down"))) {
            used = timer;
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> future = timer.withFixedDelay(() -> {
                if (runs.incrementAndGet() == 2) {
                    TurnedTimerTest.<RuntimeException>throwUnchecked(failure);
                }
            });
            assertThat(Waiting.until(() -> {
                timer.somePeriods().run();
                return future.isDone();
            })).isTrue();
            timer.somePeriods().run();
            assertThat(runs).hasValue(2);
            assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                    .hasCause(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("timers")
    void runsATaskNeverTwiceAtOnce(Timer timer) throws InterruptedException {
        used = timer;
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        timer.atFixedRate(() -> {
            begun.incrementAndGet();
            running.countDown();
            awaitAtMost(goOn);
        });
        Thread first = new Thread(timer.somePeriods()); // the turned one runs the task on this thread
        first.start();
        awaitAtMost(running);
        timer.somePeriods().run();
        assertThat(begun).as("while a run is under way").hasValue(1);
        goOn.countDown();
        assertThat(Waiting.ended(first, Waiting.LIMIT)).isTrue();
        assertThat(Waiting.until(() -> {
            timer.somePeriods().run();
            return begun.get() > 1;
        })).as("when that has ended").isTrue();
    }

    @ParameterizedTest
    @MethodSource("timers")
    void runsNoneAfterTheShutdownAndWaitsForTheOneThatIsUnderWay(Timer timer) throws InterruptedException {
        used = timer;
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        timer.withFixedDelay(() -> {
            begun.incrementAndGet();
            running.countDown();
            awaitAtMost(goOn);
        });
        Thread first = new Thread(timer.somePeriods());
        first.start();
        awaitAtMost(running);
        timer.timer().shutdown();
        assertThat(timer.timer().isShutdown()).isTrue();
        assertThat(timer.timer().awaitTermination(10, TimeUnit.MILLISECONDS)).as("a run is under way").isFalse();
        assertThat(timer.timer().isTerminated()).isFalse();
        goOn.countDown();
        assertThat(timer.timer().awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(timer.timer().isTerminated()).isTrue();
        timer.somePeriods().run();
        assertThat(begun).hasValue(1);
    }

    private static void awaitAtMost(CountDownLatch latch) {
        try {
            if (!latch.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("not within " + Waiting.LIMIT);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
