package metricsbuffer;

import metricsbuffer.suite.model.ModelRules;

/** Many interleavings of small scenarios, against this module's buffer. */
class ModelRulesTest extends ModelRules {}
