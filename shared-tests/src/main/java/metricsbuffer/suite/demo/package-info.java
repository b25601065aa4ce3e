/** The incident, live on one screen: {@code mvn -q -Pdemo} in a module's directory. */
package metricsbuffer.suite.demo;
