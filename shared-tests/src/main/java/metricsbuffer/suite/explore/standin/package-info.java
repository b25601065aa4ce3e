/**
 * What stands in for classes of the JDK in a buffer that is explored. Each has the methods that buffers call, and no
 * others: a call of another one is 'not judged'. Their steps are said in {@link metricsbuffer.suite.explore}.
 */
package metricsbuffer.suite.explore.standin;
