package metricsbuffer;

import metricsbuffer.suite.module.ModuleCopies;

/** This module differs from the others in its MetricsBuffer, and in nothing else. */
class ModuleCopiesTest extends ModuleCopies {}
