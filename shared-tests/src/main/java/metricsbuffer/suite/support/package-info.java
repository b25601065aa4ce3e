/**
 * What tests of every kind need and no library has: a child JVM, another thread whose death reaches the test, a bounded
 * wait, what is logged, a folder that is emptied. Knows nothing of the suite, and any of its packages may use it.
 */
package metricsbuffer.suite.support;
