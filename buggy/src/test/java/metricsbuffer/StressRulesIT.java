package metricsbuffer;

import metricsbuffer.suite.stress.StressRules;

/** The rules on two CPUs, counted by jcstress, against this module's buffer. */
class StressRulesIT extends StressRules {}
