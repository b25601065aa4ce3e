package metricsbuffer;

import metricsbuffer.suite.consumer.SystemRules;

/** The rules that are judged on the whole consumer, on a real broker. */
class SystemRulesIT extends SystemRules {}
