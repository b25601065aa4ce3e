package yours;

import metricsbuffer.suite.model.ModelRules;

/** What no seam can force, model-checked, against the buffer that {@code -Dbuffer} names. */
class YourModelRules extends ModelRules {}
