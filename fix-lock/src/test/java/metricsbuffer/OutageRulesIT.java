package metricsbuffer;

import metricsbuffer.suite.system.OutageRules;

/** The consumer while broker, agent or dead-letter topic are away, and with hostile records. */
class OutageRulesIT extends OutageRules {}
