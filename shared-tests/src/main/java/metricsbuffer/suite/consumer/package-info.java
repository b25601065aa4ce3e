/**
 * The rules of the consumer as a whole, MB-R107 and MB-R601 to MB-R606, each scenario on a {@link
 * metricsbuffer.suite.rig.Rig} of its own. A module runs each class by a subclass of one line. A new scenario is a
 * method, with the tag of its rule, of
 *
 * <ul>
 * <li>{@link metricsbuffer.suite.consumer.SystemRules}: one consumer, and nothing fails but its task or its backend;
 * <li>{@link metricsbuffer.suite.consumer.OutageRules}: broker, agent or dead-letter topic are away, records are
 * hostile;
 * <li>{@link metricsbuffer.suite.consumer.GroupRules}: several members, for each way of sharing out partitions; what
 *     happens is in {@code GroupScenarios}, and what is not for every build in
 *     {@link metricsbuffer.suite.consumer.GroupMatrixRules};
 * <li>{@link metricsbuffer.suite.consumer.DeliveryRules}: that every record is done, where the buffer has no part in
 * it;
 * <li>{@link metricsbuffer.suite.consumer.StayAndEndRules}: that a member stays in its group while records wait, and
 * ends in time.
 * </ul>
 *
 * <p>What is judged, and how, is in {@link metricsbuffer.suite.consumer.ConsumerRules}. Only {@code fire}, and the
 * modules' tests, import this package.
 */
package metricsbuffer.suite.consumer;
