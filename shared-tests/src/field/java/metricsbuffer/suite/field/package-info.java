/**
 * Metrics libraries of the field, each judged by what it promises, and by no more:
 * {@code mvn -Pfield -pl shared-tests}.
 *
 * <p>Apart from the ordinary tests, because these libraries are no dependencies of the ordinary build. What was seen
 * is in docs/field-buffers.md.
 */
package metricsbuffer.suite.field;
