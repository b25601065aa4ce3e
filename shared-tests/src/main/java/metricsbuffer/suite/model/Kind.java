package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** The first metric of either kind. A buffer may keep counters right and timings wrong. */
enum Kind {
    COUNTER {
        @Override
        void record(BufferPort buffer, long amount) {
            buffer.increment(0, amount);
        }

        @Override
        void assertDelivered(Books books, long recorded) {
            books.assertCounter(0, recorded);
        }
    },
    TIMING {
        @Override
        void record(BufferPort buffer, long amount) {
            buffer.time(0, amount);
        }

        @Override
        void assertDelivered(Books books, long recorded) {
            books.assertTiming(0, recorded);
        }
    };

    abstract void record(BufferPort buffer, long amount);

    abstract void assertDelivered(Books books, long recorded);
}
