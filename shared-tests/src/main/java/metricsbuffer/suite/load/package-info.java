/**
 * Load: many records from many threads for a while, on the machine as it is, and the books must balance to the unit.
 *
 * <p>Load proves nothing by passing: of twelve runs of this kind some found an error once. It is here for what a small
 * scenario has no room for, and because a reader believes it.
 *
 * <p>An instrument: it knows {@code port}, {@code verdict} and {@code support}, and only modules know it.
 */
package metricsbuffer.suite.load;
