package metricsbuffer;

import metricsbuffer.suite.model.RecordModelRules;

/** Many interleavings of small scenarios, against this module's buffer. */
class RecordModelRulesTest extends RecordModelRules {}
