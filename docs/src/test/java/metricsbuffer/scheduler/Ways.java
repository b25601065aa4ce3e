package metricsbuffer.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Graph.Node;
import metricsbuffer.suite.explore.Label;
import metricsbuffer.suite.explore.Verdict;

/** Ways through a graph that are easy to tell. */
final class Ways {

    private static final String HANDS_OVER = "hands ";

    private final Graph graph;
    private final List<Integer> way = new ArrayList<>();

    private Ways(Graph graph) {
        this.graph = graph;
    }

    /**
     * A way to an end of a kind: that in which a thread is stopped at the sink if it is as simple, and else the
     * simplest.
     *
     * @throws IllegalArgumentException if no way ends so
     */
    static List<Integer> to(Graph graph, Predicate<Verdict> end) {
        List<Integer> simplest = graph.simplest(end);
        for (int thread = 0; thread < graph.scenario().roles().size(); thread++) {
            List<Integer> stopped = stoppedAtTheSink(graph, thread);
            Verdict verdict = graph.after(stopped).verdict();
            if (verdict != null && end.test(verdict) && turns(stopped).size() <= turns(simplest).size()
                    && stopped.size() <= simplest.size()) {
                return stopped;
            }
        }
        return simplest;
    }

    /** One thread goes as far as the sink, the others as far as they come, then it goes on. */
    private static List<Integer> stoppedAtTheSink(Graph graph, int thread) {
        Ways ways = new Ways(graph);
        ways.goToTheSink(thread);
        for (int other = 0; other < graph.scenario().roles().size(); other++) {
            if (other != thread) {
                ways.goOn(other);
            }
        }
        ways.goOn(thread);
        return ways.way;
    }

    /** One thread goes as far as the sink, and there is the first other thread that waits for it. */
    static List<Integer> waitingForTheSink(Graph graph, int thread, int other) {
        Ways ways = new Ways(graph);
        ways.goToTheSink(thread);
        ways.goOn(other);
        return ways.way;
    }

    private void goToTheSink(int thread) {
        while (next(thread) != null && !next(thread).words().startsWith(HANDS_OVER)) {
            step(thread);
        }
    }

    private void goOn(int thread) {
        while (step(thread)) {
            // until it has ended or waits
        }
    }

    private Label next(int thread) {
        return graph.after(way).labels().get(thread);
    }

    private boolean step(int thread) {
        boolean can = graph.after(way).after(thread) != Node.NONE;
        if (can) {
            way.add(thread);
        }
        return can;
    }

    /** The steps before which another thread goes on. */
    static List<Integer> turns(List<Integer> schedule) {
        List<Integer> turns = new ArrayList<>();
        for (int step = 1; step < schedule.size(); step++) {
            if (!schedule.get(step).equals(schedule.get(step - 1))) {
                turns.add(step);
            }
        }
        return turns;
    }
}
