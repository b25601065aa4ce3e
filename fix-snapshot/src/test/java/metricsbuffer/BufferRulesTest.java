package metricsbuffer;

import metricsbuffer.suite.rules.BufferRules;

/** Rules R1 to R5, forced, against this module's buffer. */
class BufferRulesTest extends BufferRules {}
