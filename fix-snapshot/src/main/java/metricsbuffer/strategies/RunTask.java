package metricsbuffer.strategies;

import java.time.Duration;
import java.util.Objects;
import metricsbuffer.processing.ProcessingStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Runs a task for each record on the consumer thread, and hands the record on. Confined to the consumer thread. */
public final class RunTask implements ProcessingStrategy {

    private final RecordTask task;
    private final ProcessingStrategy next;
    private ConsumerRecord<byte[], byte[]> notHandedOn; // processed, and then rejected by the next strategy

    public RunTask(RecordTask task, ProcessingStrategy next) {
        this.task = Objects.requireNonNull(task, "task");
        this.next = Objects.requireNonNull(next, "next");
    }

    @Override
    public void poll() {
        next.poll();
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record) {
        if (record != notHandedOn) {
            RecordTask.run(task, record);
            notHandedOn = record;
        }
        next.submit(record);
        notHandedOn = null;
    }

    @Override
    public void skip(ConsumerRecord<byte[], byte[]> record) {
        next.skip(record);
    }

    @Override
    public void close() {
        next.close();
    }

    @Override
    public boolean join(Duration timeout) {
        return next.join(timeout);
    }

    @Override
    public void terminate() {
        next.terminate();
    }
}
