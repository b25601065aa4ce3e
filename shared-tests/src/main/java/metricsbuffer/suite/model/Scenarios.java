package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * What is explored. A new scenario is a class here: a class and not a lambda, because Lincheck does not see into what a
 * lambda hands to another thread, and accepts anything.
 */
final class Scenarios {

    private Scenarios() {}

    /** A buffer may keep counters right and timings wrong. */
    enum MetricKind {
        COUNTER,
        TIMING;

        /** Records the first metric of this kind. */
        void record(BufferPort buffer, long amount) {
            if (this == COUNTER) {
                buffer.increment(0, amount);
            } else {
                buffer.time(0, amount);
            }
        }
    }

    /**
     * Two threads record one metric. Nothing can force this one: the error lies between two machine steps of the record
     * path, where neither sink nor clock is called.
     *
     * @param before what was recorded of the metric before; with 0 both threads are the first to see it
     */
    record RecordsOfOneMetric(MetricKind kind, long before) implements Scenario {

        @Override
        public void before(BufferPort buffer) {
            if (before > 0) {
                kind.record(buffer, before);
            }
        }

        @Override
        public void first(BufferPort buffer) {
            kind.record(buffer, 1);
        }

        @Override
        public void second(BufferPort buffer) {
            kind.record(buffer, 10);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.flush();
            delivered.assertOnce(kind, 0, before + 11);
        }
    }

    /**
     * One thread records while the other flushes.
     *
     * @param counter what is recorded: 0 is present before, and the flush emits it; 1 is first seen
     */
    record RecordDuringFlush(int counter) implements Scenario {

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(0, 100);
        }

        @Override
        public void first(BufferPort buffer) {
            buffer.increment(counter, 1);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.flush();
            delivered.assertOnce(MetricKind.COUNTER, counter, counter == 0 ? 101 : 1);
        }
    }

    /**
     * One thread flushes; the other records, then flushes. A third flush must find nothing that was emitted before.
     *
     * @param exactly whether all must be delivered once; or else no unit twice, and some may be missing
     */
    record RecordBetweenTwoFlushes(boolean exactly) implements Scenario {

        /*
         * first:   flushes: reads 100 ................................................ marks 100 as emitted
         * second:                      records 1, flushes: emits 101, marks 101 as emitted
         * The third flush finds 101 recorded and 100 marked, and emits 1 for the second time.
         */

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(0, 100);
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 1);
            buffer.flush();
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.flush();
            if (exactly) {
                delivered.assertOnce(MetricKind.COUNTER, 0, 101);
            } else {
                delivered.assertNotTwice(MetricKind.COUNTER, 0, 101);
            }
        }
    }

    /** Two threads flush, and nobody records: what is too much was emitted by both. */
    record TwoFlushes() implements Scenario {

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(0, 1);
            buffer.time(0, 10);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.flush();
            delivered.assertNotTwice(MetricKind.COUNTER, 0, 1);
            delivered.assertNotTwice(MetricKind.TIMING, 0, 10);
        }
    }

    /** Each thread records, then flushes. No flush follows: both have seen theirs return, so nothing may be left. */
    record RecordThenFlush() implements Scenario.OfThreadsThatReturn {

        @Override
        public void first(BufferPort buffer) {
            buffer.increment(0, 1);
            buffer.flush();
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 10);
            buffer.flush();
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            // Too much is another rule's business.
            delivered.assertEmitted(MetricKind.COUNTER, 0, 11);
        }
    }

    /**
     * One thread flushes, and the sink refuses the total; the other records the same metric, and may flush as well.
     *
     * @param bothFlush whether the thread that records flushes, too, is refused, and has something to put back
     */
    record RecordDuringARefusal(boolean bothFlush) implements Scenario.OfThreadsThatReturn {

        /*
         * first:   flushes: 100 is refused; reads 0 ................. puts back 0 + 100
         * second:                                      records 1
         * The sink is called before the total is put back: it cannot make the record come in between.
         *
         * first:   flushes: 100 is refused ......................................... puts back
         * second:                            records 1, flushes: 1 is refused, puts back
         */

        @Override
        public int refused() {
            return bothFlush ? 2 : 1;
        }

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(0, 100);
        }

        @Override
        public void first(BufferPort buffer) {
            flushRefused(buffer);
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 1);
            if (bothFlush) {
                flushRefused(buffer);
            }
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            delivered.refuseNoMore(); // one flush may have had it all, or none of it
            flushRefused(buffer);
            delivered.assertOnce(MetricKind.COUNTER, 0, 101);
        }

        private static void flushRefused(BufferPort buffer) {
            try {
                buffer.flush();
            } catch (Exception refusal) {
                // A buffer may throw another one that has it as a cause. Judged by the totals: what was refused must be
                // delivered in the end.
            }
        }
    }

    /**
     * One thread flushes; the other records one metric, then another. The flush must not see the second alone. In which
     * order a flush takes its metrics is the buffer's affair, so both orders are to be tried.
     *
     * @param earlier the counter that is recorded first
     * @param later the counter that is recorded second
     */
    record TwoRecordsDuringAFlush(int earlier, int later) implements Scenario.OfThreadsThatReturn {

        /*
         * first:   flushes: takes `earlier` ........................ takes `later`, with the 1 recorded of it
         * second:                            records 1 of `earlier`, then 1 of `later`
         * What the flush has not emitted when both have returned is left to the next, or to none.
         */

        @Override
        public void before(BufferPort buffer) {
            // In the same order for both: a map may walk its metrics in the order in which they came.
            buffer.increment(0, 100);
            buffer.increment(1, 100);
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(earlier, 1);
            buffer.increment(later, 1);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            assertCut(delivered, "the flush emitted what was recorded second, and not what was recorded first");
            buffer.flush();
            assertCut(delivered, "what was recorded second was emitted, and what was recorded first never");
        }

        private void assertCut(Delivered delivered, String torn) {
            if (delivered.of(MetricKind.COUNTER, later) >= 101 && delivered.of(MetricKind.COUNTER, earlier) == 100) {
                throw new RuleViolation(torn);
            }
        }
    }

    /**
     * One thread flushes; another records a metric and hands over to a third, which records another metric. The flush
     * must not see the second alone. They hand over by the start and by the end of a thread: what it means to come
     * before is the same as for a flag, and there is no execution in which it does not happen.
     *
     * @param toTheOneThatWasThere whether the taker has recorded before, and the giver has not; or the other way
     *        round. A buffer that keeps something for each thread may come to those of later threads first, or last.
     */
    record RecordHandedOverDuringAFlush(boolean toTheOneThatWasThere) implements Scenario.OfThreadsThatReturn {

        /*
         * first:   flushes: sees nothing of the giver ....................................... takes what the taker has
         * giver:                                         records 1 of A, hands over
         * taker:                                                                     records 1 of B
         */

        private static final int A = 0;
        private static final int B = 1;

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(A, 100);
            buffer.increment(B, 100);
        }

        @Override
        public void beforeSecond(BufferPort buffer) {
            if (!toTheOneThatWasThere) {
                buffer.increment(A, 1);
            }
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(toTheOneThatWasThere ? A : B, 1);
        }

        @Override
        public void afterSecond(BufferPort buffer) {
            if (toTheOneThatWasThere) {
                buffer.increment(B, 1);
            }
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            if (delivered.of(MetricKind.COUNTER, B) >= 101 && delivered.of(MetricKind.COUNTER, A) <= 100) {
                throw new RuleViolation("the flush emitted what was recorded second, and not what another thread had"
                        + " recorded before that");
            }
        }
    }

    /**
     * One thread flushes; the other records a counter and a timing. A buffer that takes its counters at one moment and
     * its timings at another cuts through neither kind, and between them.
     */
    record CounterAndTimingDuringAFlush(MetricKind earlier, MetricKind later) implements Scenario.OfThreadsThatReturn {

        @Override
        public void before(BufferPort buffer) {
            buffer.increment(0, 100);
            buffer.time(0, 100);
        }

        @Override
        public void second(BufferPort buffer) {
            earlier.record(buffer, 1);
            later.record(buffer, 1);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            if (delivered.of(later, 0) == 101 && delivered.of(earlier, 0) == 100) {
                throw new RuleViolation("the flush emitted what was recorded second, and not what was recorded first");
            }
        }
    }

    /** One thread flushes; the other records when the interval is over, and may begin a flush of its own. */
    record LateRecordDuringFlush() implements Scenario.Late {

        /*
         * first:   flushes: takes the lock of flushes ............................. wants the lock of the totals
         * second:                                      records: takes the lock of the totals, wants that of flushes
         */

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 1);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.flush();
            delivered.assertOnce(MetricKind.COUNTER, 0, 1);
        }
    }

    /** Two threads record when the interval is over. When one more is over, and all is quiet, a record flushes. */
    record RecordAfterRecordsWhenLate() implements Scenario.Late, Scenario.OfThreadsThatReturn {

        /*
         * first:   finds the interval over ........................................ sets a flag, looks again, returns
         * second:                           finds it over, sets the flag, flushes, puts the flag back
         * The flag that the first one has left set keeps every later flush away.
         */

        @Override
        public void first(BufferPort buffer) {
            buffer.increment(0, 1);
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 10);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            buffer.time(0, 1);
            if (delivered.of(MetricKind.TIMING, 0) == 0) {
                throw new RuleViolation("two threads recorded when the interval was over; when the next one was over"
                        + " and no flush was running, a record began none");
            }
        }
    }

    /** Two threads record when the interval is over, and the clock stands: one of the records begins a flush. */
    record RecordsWhenLate() implements Scenario.Late {

        /*
         * first:   records 1, finds the interval over ............................... flushes: emits 100
         * second:                                      records 10, flushes, records 100
         * A flush that finds nothing emits nothing and is not seen from outside. Hence the third record, which leaves a
         * second flush something to emit; and hence one metric, of which a flush emits one total.
         */

        @Override
        public void first(BufferPort buffer) {
            buffer.increment(0, 1);
        }

        @Override
        public void second(BufferPort buffer) {
            buffer.increment(0, 10);
            buffer.increment(0, 100);
        }

        @Override
        public void check(BufferPort buffer, Delivered delivered) {
            if (delivered.emissions() > 1) { // none is MB-R401's, or lost
                throw new RuleViolation("records that found one interval over began " + delivered.emissions()
                        + " flushes");
            }
        }
    }
}
