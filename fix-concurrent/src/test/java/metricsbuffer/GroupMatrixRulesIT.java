package metricsbuffer;

import metricsbuffer.suite.consumer.GroupMatrixRules;

/** The rules of the consumer in a group, with every way of sharing out partitions; run on demand. */
class GroupMatrixRulesIT extends GroupMatrixRules {}
