package yours;

import metricsbuffer.suite.model.FlushModelRules;

/** What no seam can force, model-checked, against the buffer that {@code -Dbuffer} names. */
class YourFlushModelRules extends FlushModelRules {}
