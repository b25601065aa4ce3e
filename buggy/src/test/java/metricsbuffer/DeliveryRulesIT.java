package metricsbuffer;

import metricsbuffer.suite.consumer.DeliveryRules;

/** The rules of delivery, on a real broker: that every record is done, whatever happens to its member. */
class DeliveryRulesIT extends DeliveryRules {}
