package yours;

import metricsbuffer.suite.load.LoadRules;

/** The books under load, against the buffer that {@code -Dbuffer} names. */
class YourLoadRules extends LoadRules {}
