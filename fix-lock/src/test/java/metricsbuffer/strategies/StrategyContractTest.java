package metricsbuffer.strategies;

import metricsbuffer.processing.ProcessingStrategy;
import org.junit.jupiter.api.Nested;

/** The strategies that are shipped, alone and one behind the other. {@link CommitOffsets} is at the end of each chain. */
class StrategyContractTest {

    private static final int ROOM = 10;

    private static final RecordTask NOTHING = record -> {};

    @Nested
    class ATask extends StrategyContract {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return new RunTask(task, next);
        }

        @Override
        boolean holdsRecords() {
            return false;
        }
    }

    @Nested
    class ATaskBehindATask extends ATask {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return new RunTask(NOTHING, new RunTask(task, next));
        }
    }

    @Nested
    class APool extends StrategyContract {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return inPool(task, ROOM, next);
        }

        @Override
        boolean holdsRecords() {
            return true;
        }

        final ProcessingStrategy inPool(RecordTask task, int capacity, ProcessingStrategy next) {
            return new RunTaskInPool(task, pool(), capacity, recorder, next);
        }
    }

    @Nested
    class APoolBehindAPool extends APool {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return inPool(NOTHING, ROOM, inPool(task, ROOM, next));
        }
    }

    @Nested
    class APoolBeforeAPool extends APool {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return inPool(task, ROOM, inPool(NOTHING, ROOM, next));
        }
    }

    @Nested
    class APoolBehindAPoolWithLittleRoom extends APool {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return inPool(NOTHING, 2, inPool(task, 1, next));
        }
    }

    @Nested
    class ATaskBehindAPool extends APool {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return inPool(task, ROOM, new RunTask(NOTHING, next));
        }
    }

    @Nested
    class APoolBehindATask extends APool {
        @Override
        ProcessingStrategy create(RecordTask task, ProcessingStrategy next) {
            return new RunTask(NOTHING, inPool(task, ROOM, next));
        }
    }
}
