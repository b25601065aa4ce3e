/**
 * Small model checks: two threads, a few operations, and as many of their interleavings as a few seconds allow.
 *
 * <p>{@link metricsbuffer.suite.model.ModelRules} is what a module runs. Each scenario is a class of its own and says
 * what two threads do at the same time. Lincheck moves the threads, one step at a time, and each outcome is judged;
 * when one is wrong, the interleaving that led there is kept as a text.
 *
 * <p>What a model check can say is bounded. It sees sequentially consistent executions only (a missing happens-before
 * is jcstress' business), and not all of them: 'explored n, none found' is the strongest it can say. It is also
 * known to be blind in places: behind the iteration over a view of a map it has missed an error that it finds behind
 * {@code forEach}. So an acceptance counts only beside a canary: a buffer with just the error looked for, which the same
 * scenario must reject in the same test.
 */
package metricsbuffer.suite.model;
