package yours;

import metricsbuffer.suite.explore.ExplorationRules;

/** All schedules of small scenarios, against the buffer that {@code -Dbuffer} names. */
class YourExplorationRules extends ExplorationRules {}
