/**
 * Small model checks: two threads, a few operations, and as many of their interleavings as a few seconds allow.
 *
 * <p>{@link metricsbuffer.suite.model.ModelRules} is what a module runs. Each scenario is a class of its own and says
 * what two threads do at the same time. Lincheck moves the threads, one step at a time, and each outcome is judged;
 * when one is wrong, the interleaving that led there is kept as a text.
 *
 * <p>What a model check can say is bounded. It sees sequentially consistent executions only (a missing happens-before
 * is jcstress' business), and not all of them: 'explored n, none found' is the strongest it can say. And a checker can
 * be blind without a word: two ways of being so were met while this was written, and are noted in
 * {@link metricsbuffer.suite.model.Play} and {@link metricsbuffer.suite.model.Exploration}. So an acceptance counts
 * only beside a canary: a buffer with just the error looked for, which the same scenario must reject in the same test.
 */
package metricsbuffer.suite.model;
