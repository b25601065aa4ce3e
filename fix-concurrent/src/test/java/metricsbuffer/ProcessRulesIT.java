package metricsbuffer;

import metricsbuffer.suite.fire.ProcessRules;

/** The consumer as a process that is ended and killed. With the profile {@code fire} only. */
class ProcessRulesIT extends ProcessRules {}
