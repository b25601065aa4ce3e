/**
 * Metrics libraries of the field, each judged by what its own documentation promises, and by no more:
 * {@code mvn -Pfield -pl shared-tests}.
 *
 * <p>The tests carry the tag {@code field}, which an ordinary build leaves out: they judge somebody else's code. What
 * was seen is in docs/field-buffers.md. Nothing else uses this package.
 */
package metricsbuffer.suite.field;
