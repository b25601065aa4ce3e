/**
 * An observed consumer, on a real broker and a real socket. A {@link metricsbuffer.suite.rig.Rig} is what one scenario
 * runs on; a {@link metricsbuffer.suite.rig.Member} is a consumer with all that is known of it: the
 * {@link metricsbuffer.suite.rig.Journal} of what it recorded and emitted, the
 * {@link metricsbuffer.suite.rig.ProcessedRecords}, its commits, and what it ended with. A
 * {@link metricsbuffer.suite.rig.Gate} holds a thread where a scenario wants it, and a
 * {@link metricsbuffer.suite.rig.Reconciliation} holds what was recorded against what was delivered.
 *
 * <p>Judges nothing: that is for {@code consumer} and {@code fire}, which import it, as {@code demo} does. It imports
 * {@code port}, {@code kafka}, {@code dogstatsd} and {@code support} only.
 */
package metricsbuffer.suite.rig;
