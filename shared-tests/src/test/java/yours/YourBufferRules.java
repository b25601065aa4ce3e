package yours;

import metricsbuffer.suite.rules.BufferRules;

/** Rules R1 to R5, forced, against the buffer that {@code -Dbuffer} names. */
class YourBufferRules extends BufferRules {}
