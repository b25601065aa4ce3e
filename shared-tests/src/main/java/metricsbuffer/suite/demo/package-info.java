/**
 * The incident, live on one screen: {@code mvn -q -Pdemo} in a module's directory. Stands on the {@code rig}, and knows
 * no rules; nobody imports it.
 */
package metricsbuffer.suite.demo;
