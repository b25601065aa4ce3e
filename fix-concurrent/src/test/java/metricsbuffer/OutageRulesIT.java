package metricsbuffer;

import metricsbuffer.suite.consumer.OutageRules;

/** The consumer while broker, agent or dead-letter topic are away, and with hostile records. */
class OutageRulesIT extends OutageRules {}
