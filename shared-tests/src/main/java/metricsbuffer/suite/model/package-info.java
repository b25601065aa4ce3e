/**
 * Small model checks: two threads, a few operations, and as many of their interleavings as a few seconds allow.
 *
 * <p>{@link metricsbuffer.suite.model.RecordModelRules} and {@link metricsbuffer.suite.model.FlushModelRules} are what a
 * module runs: the list of checks. A check is a scenario, a class in {@link metricsbuffer.suite.model.Scenarios} that
 * says what two threads do at the same time, and a canary, a buffer of {@link metricsbuffer.suite.model.Canary} with
 * just the error looked for. Lincheck moves the threads, one step at a time, and each outcome is judged; when one is
 * wrong, the interleaving that led there is kept as a text.
 *
 * <p>What a model check can say is bounded. It sees sequentially consistent executions only (a missing happens-before
 * is jcstress' business), and not all of them: 'explored n, none found' is the strongest it can say. And a checker can
 * be blind without a word: two ways of being so were met while this was written, and are noted in
 * {@link metricsbuffer.suite.model.ScenarioRunner} and {@link metricsbuffer.suite.model.Exploration}. So an acceptance
 * counts only beside a canary, which the same scenario must reject in the same build: see
 * {@link metricsbuffer.suite.model.RejectedCanaries}.
 *
 * <p>An instrument: it knows {@code port} and {@code verdict}, and modules know its rules. What judges other
 * buffers, such as those of the exercises, may run them; no other instrument imports it.
 */
package metricsbuffer.suite.model;
