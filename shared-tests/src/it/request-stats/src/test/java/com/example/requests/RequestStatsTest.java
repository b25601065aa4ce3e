package com.example.requests;

import metricsbuffer.suite.explore.ExplorationRules;
import metricsbuffer.suite.load.LoadRules;
import metricsbuffer.suite.model.FlushModelRules;
import metricsbuffer.suite.model.RecordModelRules;
import metricsbuffer.suite.rules.BufferRules;
import metricsbuffer.suite.stress.StressRules;

/** Forced interleavings. */
class RequestStatsTest extends BufferRules {}

/** All schedules of small scenarios. */
class RequestStatsExplorationTest extends ExplorationRules {}

/** Model checks, in two classes, so that two JVMs share the work. */
class RequestStatsRecordModelTest extends RecordModelRules {}

class RequestStatsFlushModelTest extends FlushModelRules {}

/** Many threads for a second or two. */
class RequestStatsLoadTest extends LoadRules {}

/** jcstress: the real machine. */
class RequestStatsStressTest extends StressRules {}
