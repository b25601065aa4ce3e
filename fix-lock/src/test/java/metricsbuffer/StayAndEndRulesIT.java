package metricsbuffer;

import metricsbuffer.suite.consumer.StayAndEndRules;

/** On a real broker: a member stays in its group while records wait, and ends in time. */
class StayAndEndRulesIT extends StayAndEndRules {}
