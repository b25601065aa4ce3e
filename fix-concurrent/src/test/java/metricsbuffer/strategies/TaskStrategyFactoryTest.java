package metricsbuffer.strategies;

import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.processing.ProcessingStrategy;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskStrategyFactoryTest {

    private final TestRecorder recorder = new TestRecorder(new ArrayList<>());
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void runsTheTaskOnTheCallingThreadWithoutWorkers() {
        ProcessingStrategy strategy = create(factory(0, record -> threads.add(Thread.currentThread())));

        strategy.submit(Records.record(0));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void runsTheTaskOnWorkersAndEndsThemAtShutdown() {
        CountDownLatch never = new CountDownLatch(1);
        TaskStrategyFactory factory = factory(2, record -> {
            threads.add(Thread.currentThread());
            try {
                never.await();
            } catch (InterruptedException e) {
                // shutdown interrupts it
            }
        });
        ProcessingStrategy strategy = create(factory);
        strategy.submit(Records.record(0));
        strategy.submit(Records.record(1));
        await().until(() -> threads.size() == 2);

        strategy.terminate();
        factory.shutdown(Duration.ofSeconds(10));

        assertThat(threads).extracting(Thread::getName).allMatch(name -> name.startsWith("worker-"));
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void refusesANegativeNumberOfWorkers() {
        assertThatThrownBy(() -> factory(-1, record -> {})).hasMessageContaining("workers");
    }

    private TaskStrategyFactory factory(int workers, RecordTask task) {
        return new TaskStrategyFactory(task, workers, recorder, Metrics.NONE);
    }

    private static ProcessingStrategy create(TaskStrategyFactory factory) {
        return factory.create((offsets, force) -> {}, Set.of());
    }
}
