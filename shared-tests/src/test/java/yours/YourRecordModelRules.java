package yours;

import metricsbuffer.suite.model.RecordModelRules;

/** What no seam can force, model-checked, against the buffer that {@code -Dbuffer} names. */
class YourRecordModelRules extends RecordModelRules {}
