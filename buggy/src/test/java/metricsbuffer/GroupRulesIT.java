package metricsbuffer;

import metricsbuffer.suite.consumer.GroupRules;

/** The rules of the consumer in a group whose members come and go, on a real broker. */
class GroupRulesIT extends GroupRules {}
