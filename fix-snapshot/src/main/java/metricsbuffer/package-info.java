/**
 * A Kafka consumer that measures itself.
 *
 * <p>These threads take part in a run. All that they record goes through one
 * {@link metricsbuffer.metrics.Recorder}:
 *
 * <ul>
 *   <li>the <b>consumer thread</b> runs the loop of
 *       {@link metricsbuffer.processing.StreamProcessor StreamProcessor}, calls the strategy and the rebalance
 *       callbacks, commits, and records nearly everything;
 *   <li>the <b>stuck detector</b>, a daemon thread, watches whether the loop turns; when it does not, it logs the
 *       stacks of all threads, counts that, and flushes;
 *   <li>the <b>I/O thread of the Kafka producer</b> counts the dead letters that could not be delivered;
 *   <li>the <b>threads of the DogStatsD client</b> send what was flushed, and count the sends that fail; one
 *       more hands over to them;
 *   <li>the <b>workers</b>, where a strategy runs its task in a pool, record how long each task took;
 *   <li>the <b>metrics clock</b>, a daemon thread, keeps the time by which the flush interval is measured; it
 *       records nothing;
 *   <li>the <b>shutdown hook</b> of the program asks the consumer to end; if it does not, it flushes, and halts the JVM.
 * </ul>
 */
package metricsbuffer;
