/**
 * What a test run prints while it is green, and that it prints more when it is red: how far it is, where the time went,
 * and all that was logged during a test that failed. Found by JUnit and by Logback; nothing imports it.
 */
package metricsbuffer.suite.console;
