package metricsbuffer.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.explored.Explored;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Explorer;
import metricsbuffer.suite.explore.NotJudged;

/** All schedules of small scenarios: says the rules that some schedule breaks. */
final class Exploration implements Tool {

    @Override
    public String id() {
        return "explorer";
    }

    @Override
    public String name() {
        return "explorer";
    }

    @Override
    public String version() {
        return OfTheSuite.VERSION;
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Compiled buffer : buffers) {
            answers.add(OfTheSuite.refusesThreads(buffer) ? Answer.notRun(buffer, this, OfTheSuite.REFUSES)
                    : ask(buffer));
        }
        return answers;
    }

    private Answer ask(Compiled buffer) throws IOException {
        List<String> broken = new ArrayList<>();
        String notJudged = "";
        for (ExploredScenario scenario : ExploredScenario.values()) {
            try {
                if (Explorer.count(Explored.module(buffer.name()), scenario).violations().signum() > 0) {
                    broken.add(scenario.rule().id());
                }
            } catch (NotJudged e) {
                notJudged = e.getMessage();
            }
        }
        return !notJudged.isEmpty() ? Answer.notRun(buffer, this, notJudged)
                : Answer.said(buffer, this, broken.stream().sorted().toList());
    }
}
