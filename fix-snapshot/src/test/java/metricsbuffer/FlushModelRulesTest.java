package metricsbuffer;

import metricsbuffer.suite.model.FlushModelRules;

/** Many interleavings of small scenarios, against this module's buffer. */
class FlushModelRulesTest extends FlushModelRules {}
