package metricsbuffer;

import metricsbuffer.suite.explore.ExplorationRules;

/** All interleavings of smaller scenarios, against this module's buffer. */
class ExplorationRulesTest extends ExplorationRules {}
