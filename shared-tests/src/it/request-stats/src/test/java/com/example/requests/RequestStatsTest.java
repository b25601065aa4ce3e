package com.example.requests;

import metricsbuffer.suite.explore.ExplorationRules;
import metricsbuffer.suite.load.LoadRules;
import metricsbuffer.suite.model.FlushModelRules;
import metricsbuffer.suite.model.RecordModelRules;
import metricsbuffer.suite.rules.BufferRules;
import metricsbuffer.suite.stress.StressRules;

class RequestStatsTest extends BufferRules {}

class RequestStatsExplorationTest extends ExplorationRules {}

class RequestStatsFlushModelTest extends FlushModelRules {}

class RequestStatsRecordModelTest extends RecordModelRules {}

class RequestStatsLoadTest extends LoadRules {}

class RequestStatsStressTest extends StressRules {}
