package metricsbuffer;

import metricsbuffer.suite.load.LoadRules;

/** Many records from many threads, and the books must balance: this module's buffer, in a JVM of its own. */
class LoadRulesTest extends LoadRules {}
