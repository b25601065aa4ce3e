package metricsbuffer.suite.explore;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metricsbuffer.suite.explore.Graph.Node;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.port.BufferModule;

/**
 * Plays all schedules of a scenario on a buffer. Each run begins with a new buffer, follows the steps that lead to a
 * choice that was not made yet, makes it, and goes on until it comes to a state that is known.
 *
 * <p>One exploration at a time in a JVM: others wait for it.
 */
public final class Explorer {

    /** How many states are too many. */
    public static final int MOST_STATES = Integer.getInteger("explore.states", 20_000);

    /** How many steps are too many, in all runs together. */
    private static final int MOST_TURNS = 3_000_000;
    /** How much to look at in all states together is too much. */
    private static final long MOST_WORDS = 10_000_000;

    private final BufferModule module;
    private final ExploredScenario scenario;
    private final int mostStates;
    private final Manner manner;
    private final Heap heap;
    private final Words words;
    private final Set<String> changing = new HashSet<>();
    private final Player.Baton baton;

    private final Map<Heap.Key, Node> byKey = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Deque<Choice> toMake = new ArrayDeque<>();
    private Heap.Key firstKey;
    private int turns;
    private Run run;

    private record Choice(Node at, int thread) {}

    /** What is wanted of an exploration. */
    private enum Manner {
        /** Each state says what it is in words. */
        TOLD,
        /** Only the ends matter, and how many schedules come to them. */
        COUNTED,
        /** The same, in another order. */
        COUNTED_AGAIN,
        /** The same without merging states: all schedules are played, one by one. */
        ONE_BY_ONE
    }

    private Explorer(BufferModule module, ExploredScenario scenario, int mostStates, Manner manner) {
        this.module = ApartLoader.load(module);
        this.scenario = scenario;
        this.mostStates = mostStates;
        this.manner = manner;
        this.heap = new Heap(this.module.getClass().getClassLoader());
        this.words = new Words(this.module, heap);
        this.baton = new Player.Baton(scenario.roles().size());
        for (int index = 0; index < scenario.roles().size(); index++) {
            Player player = new Player(baton, index, part -> run.perform(part));
            baton.add(index, player);
            player.start();
        }
    }

    /**
     * Explores a scenario whole. The states of the graph say in words what they are.
     *
     * @throws NotJudged if there are too many states, or the buffer does what the explorer does not know
     */
    public static Graph explore(BufferModule module, ExploredScenario scenario) {
        return explore(module, scenario, MOST_STATES, Manner.TOLD);
    }

    /** The same in less time: the states say nothing. */
    public static Graph count(BufferModule module, ExploredScenario scenario) {
        return explore(module, scenario, MOST_STATES, Manner.COUNTED);
    }

    /**
     * The same in another order: after each step another thread goes on if one can. States that were taken for one and
     * are two are met the other way round then, so the counts would differ.
     */
    public static Graph countAgain(BufferModule module, ExploredScenario scenario) {
        return explore(module, scenario, MOST_STATES, Manner.COUNTED_AGAIN);
    }

    /** The same as {@link #count}, with at most so many states. */
    static Graph count(BufferModule module, ExploredScenario scenario, int mostStates) {
        return explore(module, scenario, mostStates, Manner.COUNTED);
    }

    /**
     * Plays all schedules one by one, in another way to count them: no states are merged. Their number should be small.
     *
     * @param mostSteps how many steps they may have in all, those that several begin with counted once
     */
    public static Graph playOneByOne(BufferModule module, ExploredScenario scenario, int mostSteps) {
        return explore(module, scenario, mostSteps, Manner.ONE_BY_ONE);
    }

    private static Graph explore(BufferModule module, ExploredScenario scenario, int mostStates, Manner manner) {
        synchronized (Explorer.class) {
            Explorer explorer = new Explorer(module, scenario, mostStates, manner);
            try {
                return explorer.explore();
            } finally {
                explorer.end();
            }
        }
    }

    /**
     * Plays one schedule.
     *
     * @return how it ends
     */
    public static Verdict play(BufferModule module, Graph graph, List<Integer> schedule) {
        return playAll(module, graph, List.of(schedule)).get(0);
    }

    /** Plays some schedules of a graph, one after the other. */
    public static List<Verdict> playAll(BufferModule module, Graph graph, List<List<Integer>> schedules) {
        synchronized (Explorer.class) {
            Explorer explorer = new Explorer(module, graph.scenario(), 0, Manner.COUNTED);
            explorer.changing.addAll(graph.changing());
            try {
                return schedules.stream().map(explorer::play).toList();
            } finally {
                explorer.end();
            }
        }
    }

    private void end() {
        Turns.run = null;
        baton.end();
    }

    private Graph explore() {
        toMake.push(new Choice(null, 0));
        while (!toMake.isEmpty()) {
            Choice choice = toMake.pop();
            Branch branch = new Branch(choice);
            start(branch);
            if (branch.end != null) {
                branch.end.ends(run.close());
            }
            if (run.isToBeginAgain()) {
                beginAgain();
            }
        }
        Graph graph = new Graph(scenario, nodes, changing);
        if (graph.schedules().equals(BigInteger.ONE)) {
            throw new NotJudged("there is one schedule only: no step of the buffer is seen");
        }
        return graph;
    }

    private void start(Run.Chooser chooser) {
        run = new Run(scenario, module, heap, changing, baton, chooser);
        run.play();
    }

    /**
     * With one more field or kind of array whose accesses are steps, or with one more object that all threads can
     * reach.
     */
    private void beginAgain() {
        byKey.clear();
        nodes.clear();
        toMake.clear();
        toMake.push(new Choice(null, 0));
        firstKey = null;
    }

    /** The steps that lead to a state, and one more. */
    private static int[] way(Choice choice) {
        Deque<Integer> steps = new ArrayDeque<>();
        for (Choice each = choice; each.at != null; each = new Choice(each.at.cameFrom, each.at.cameBy)) {
            steps.push(each.thread);
        }
        return steps.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One run: the way to a choice, and what follows from it as far as it is new. */
    private final class Branch implements Run.Chooser {

        private final int[] way;
        private int made;
        private Node at;
        private int by;
        private Node end;

        Branch(Choice choice) {
            way = way(choice);
            at = choice.at;
            by = choice.thread;
        }

        @Override
        public int choose(Run run) {
            assertNotTooMuch();
            if (made == 0) {
                assertBeginsAlike(run);
            }
            if (made < way.length) {
                if (made == way.length - 1) {
                    assertIsAt(run);
                }
                return followed(run, way[made++]);
            }
            made++;
            Heap.Key key = manner == Manner.ONE_BY_ONE ? new Heap.Key(nodes.size(), 0) : heap.key(run);
            Node node = byKey.get(key);
            boolean known = node != null;
            if (!known) {
                node = add(run, key);
            }
            if (at != null) {
                at.follows(by, node);
            }
            at = node;
            return known ? ENOUGH : goOn(run);
        }

        /** In numbers and not in seconds: they are the same on every machine. */
        private void assertNotTooMuch() {
            if (++turns > MOST_TURNS || heap.words() > MOST_WORDS) {
                throw new NotJudged("it takes too long: %,d steps, and %,d parts of states looked at"
                        .formatted(turns, heap.words()));
            }
        }

        /** What is unknown otherwise and does not do the same each time is noticed here: a random number, say. */
        private void assertIsAt(Run run) {
            if (manner != Manner.ONE_BY_ONE && byKey.get(heap.key(run)) != at) {
                throw notTheSame();
            }
        }

        private Node add(Run run, Heap.Key key) {
            if (nodes.size() == mostStates) {
                throw new NotJudged("it has more than " + mostStates + " states");
            }
            boolean told = manner == Manner.TOLD;
            Node node = new Node(nodes.size(), told ? words.labels(run) : Collections.nCopies(run.parts().size(), null),
                    told ? words.fields(run) : Map.of(), run.delivered(), at, by);
            nodes.add(node);
            byKey.put(key, node);
            return node;
        }

        private int next(List<Integer> able) {
            if (manner == Manner.COUNTED_AGAIN) {
                return able.stream().filter(thread -> thread != by).reduce((one, later) -> later).orElse(able.get(0));
            }
            return able.contains(by) ? by : able.get(0);
        }

        /** The same thread's step, if it can make one; the others' are to be made later. */
        private int goOn(Run run) {
            List<Integer> able = run.parts().stream().filter(Part::canGoOn).map(part -> part.index).toList();
            if (able.isEmpty()) {
                if (run.parts().stream().allMatch(part -> part.ended)) {
                    end = at;
                } else {
                    at.ends(Verdict.of(EnumSet.of(Kind.HANGS), List.of("hangs")));
                }
                return ENOUGH;
            }
            int next = next(able);
            for (int other : able) {
                if (other != next) {
                    toMake.push(new Choice(at, other));
                }
            }
            by = next;
            return next;
        }
    }

    private void assertBeginsAlike(Run run) {
        Heap.Key key = heap.key(run);
        firstKey = firstKey == null ? key : firstKey;
        if (!key.equals(firstKey)) {
            throw new NotJudged("it does not begin alike each time: it keeps something from buffer to buffer");
        }
    }

    private static int followed(Run run, int thread) {
        if (!run.parts().get(thread).canGoOn()) {
            throw notTheSame();
        }
        return thread;
    }

    private static NotJudged notTheSame() {
        return new NotJudged("the same steps do not lead to the same state");
    }

    private Verdict play(List<Integer> schedule) {
        do { // what all threads can reach may be known only after a run
            int[] made = {0};
            start(run -> made[0] < schedule.size() ? followed(run, schedule.get(made[0]++)) : Run.Chooser.ENOUGH);
        } while (run.isToBeginAgain());
        if (run.parts().stream().allMatch(part -> part.ended && !run.isCutShort())) {
            return run.close();
        }
        if (run.parts().stream().anyMatch(Part::canGoOn)) {
            throw new IllegalArgumentException("the schedule ends before the threads do: " + schedule);
        }
        return Verdict.of(EnumSet.of(Kind.HANGS), List.of("hangs"));
    }
}
