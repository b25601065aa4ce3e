package metricsbuffer.suite.explore;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * All that can happen in a scenario: the states of buffer and threads, and which one follows when a thread makes its
 * next step. A schedule is a way from the first state to an end. Immutable once it is explored.
 */
public final class Graph {

    /** One state. */
    public static final class Node {

        /** No state follows, because the thread has ended or waits. */
        public static final int NONE = -1;

        private final int id;
        private final int[] children;
        private final List<Label> labels;
        private final Map<String, String> fields;
        private final Map<Metric, Long> delivered;
        private Verdict verdict;

        final Node cameFrom;
        final int cameBy;

        Node(int id, List<Label> labels, Map<String, String> fields, Map<Metric, Long> delivered, Node cameFrom,
                int cameBy) {
            this.id = id;
            this.children = new int[labels.size()];
            Arrays.fill(children, NONE);
            this.labels = labels;
            this.fields = fields;
            this.delivered = delivered;
            this.cameFrom = cameFrom;
            this.cameBy = cameBy;
        }

        /** Its number, from 0, which is the first state's. */
        public int id() {
            return id;
        }

        /** The state that follows when a thread makes its step; {@link #NONE} if it cannot make one. */
        public int after(int thread) {
            return children[thread];
        }

        /** What each thread does next; null for one that has ended or is to begin later. */
        public List<Label> labels() {
            return labels;
        }

        /** What the buffer holds: each field as a text, by name. */
        public Map<String, String> fields() {
            return fields;
        }

        /** What has reached the sink. */
        public Map<Metric, Long> delivered() {
            return delivered;
        }

        /** How it ends here; null if it goes on. */
        public Verdict verdict() {
            return verdict;
        }

        void follows(int thread, Node next) {
            children[thread] = next.id;
        }

        void ends(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    private final ExploredScenario scenario;
    private final List<Node> nodes;
    private final Set<String> changing;
    private final int steps;
    private final List<Node> endsFirst; // each state after all that follow it: what is counted so needs no recursion

    Graph(ExploredScenario scenario, List<Node> nodes, Set<String> changing) {
        this.scenario = scenario;
        this.nodes = List.copyOf(nodes);
        this.changing = Set.copyOf(changing);
        this.steps = nodes.stream().mapToInt(node -> (int) IntStream.of(node.children)
                .filter(child -> child != Node.NONE).count()).sum();
        this.endsFirst = endsFirst();
    }

    /**
     * The same graph, judged by the rule of another scenario in which the same happens.
     *
     * @throws IllegalArgumentException if something else happens in it
     */
    public Graph judgedBy(ExploredScenario other) {
        if (other.plays() != scenario.plays()) {
            throw new IllegalArgumentException("%s is not %s".formatted(other, scenario));
        }
        return new Graph(other, nodes, changing);
    }

    /** No state comes again: each step adds to what a thread has seen. */
    private List<Node> endsFirst() {
        int[] before = new int[nodes.size()];
        nodes.forEach(node -> IntStream.of(choices(node)).forEach(thread -> before[node.after(thread)]++));
        List<Node> order = new ArrayList<>(List.of(nodes.get(0)));
        for (int index = 0; index < order.size(); index++) {
            Node node = order.get(index);
            for (int thread : choices(node)) {
                if (--before[node.after(thread)] == 0) {
                    order.add(nodes.get(node.after(thread)));
                }
            }
        }
        if (order.size() != nodes.size()) {
            throw new IllegalStateException("a state that comes again");
        }
        Collections.reverse(order);
        return order;
    }

    public ExploredScenario scenario() {
        return scenario;
    }

    /** All states; each at the index that is its number. */
    public List<Node> nodes() {
        return nodes;
    }

    /** How many steps lead from a state to another. */
    public int steps() {
        return steps;
    }

    Set<String> changing() {
        return changing;
    }

    /** How many schedules there are. */
    public BigInteger schedules() {
        return schedules(verdict -> true);
    }

    /** How many of them end so. */
    public BigInteger schedules(Predicate<Verdict> end) {
        BigInteger[] counts = new BigInteger[nodes.size()];
        for (Node node : endsFirst) {
            counts[node.id] = node.verdict == null
                    ? IntStream.of(choices(node)).mapToObj(thread -> counts[node.after(thread)])
                            .reduce(BigInteger.ZERO, BigInteger::add)
                    : end.test(node.verdict) ? BigInteger.ONE : BigInteger.ZERO;
        }
        return counts[0];
    }

    /** How many break the rule of the scenario. */
    public BigInteger violations() {
        return schedules(verdict -> verdict.kinds().stream().anyMatch(scenario.breaks()::contains));
    }

    /** How many schedules end how, by the words of the verdict. */
    public Map<String, BigInteger> ends() {
        Map<String, BigInteger> ends = new TreeMap<>();
        for (Node node : nodes) {
            if (node.verdict != null) {
                ends.computeIfAbsent(node.verdict.words(),
                        words -> schedules(verdict -> verdict.words().equals(words)));
            }
        }
        return ends;
    }

    /** A schedule: whose step it is, from the first to the last; each choice as likely as the others. */
    public List<Integer> anySchedule(Random random) {
        List<Integer> schedule = new ArrayList<>();
        Node node = nodes.get(0);
        while (node.verdict == null) {
            int[] choices = choices(node);
            int thread = choices[random.nextInt(choices.length)];
            schedule.add(thread);
            node = nodes.get(node.after(thread));
        }
        return schedule;
    }

    private static int[] choices(Node node) {
        return IntStream.range(0, node.children.length).filter(thread -> node.children[thread] != Node.NONE).toArray();
    }

    /** The state that a schedule, or the beginning of one, leads to. */
    public Node after(List<Integer> schedule) {
        Node node = nodes.get(0);
        for (int thread : schedule) {
            node = nodes.get(node.after(thread));
        }
        return node;
    }

    /**
     * The schedule that ends so in which the fewest times one thread stops and another goes on; of those the one with
     * the fewest steps, and the lower thread first.
     *
     * @throws IllegalArgumentException if none ends so
     */
    public List<Integer> simplest(Predicate<Verdict> end) {
        return Optional.ofNullable(new Simplest(end).fromTheFirst()).map(Way::toList)
                .orElseThrow(() -> new IllegalArgumentException("no schedule ends so"));
    }

    /** A way to an end: a step, and the way from there. */
    private record Way(int thread, Way rest, int switches, int steps) {

        private static final Way END = new Way(Node.NONE, null, 0, 0);
        private static final Comparator<Way> ORDER =
                Comparator.comparingInt(Way::switches).thenComparingInt(Way::steps);

        List<Integer> toList() {
            List<Integer> threads = new ArrayList<>();
            for (Way way = this; way != END; way = way.rest) {
                threads.add(way.thread);
            }
            return threads;
        }
    }

    /** The simplest ways from all states: which it is depends on the thread that has made the step before. */
    private final class Simplest {

        private final Predicate<Verdict> end;
        private final Way[][] ways = new Way[nodes.size()][]; // by state, and by the thread before plus 1; null: none

        Simplest(Predicate<Verdict> end) {
            this.end = end;
        }

        /** @return null if there is none */
        Way fromTheFirst() {
            for (Node node : endsFirst) {
                ways[node.id] = new Way[node.children.length + 1];
                for (int before = Node.NONE; before < node.children.length; before++) {
                    ways[node.id][before + 1] = from(node, before);
                }
            }
            return ways[0][Node.NONE + 1];
        }

        private Way from(Node node, int before) {
            if (node.verdict != null) {
                return end.test(node.verdict) ? Way.END : null;
            }
            return IntStream.of(choices(node)).mapToObj(thread -> over(node, before, thread)).filter(Objects::nonNull)
                    .min(Way.ORDER).orElse(null);
        }

        private Way over(Node node, int before, int thread) {
            Way rest = ways[node.after(thread)][thread + 1];
            boolean switched = before != Node.NONE && before != thread;
            return rest == null ? null : new Way(thread, rest, rest.switches + (switched ? 1 : 0), rest.steps + 1);
        }
    }

    /** A schedule as a text: a line a step, with what the buffer holds after it. */
    public String told(List<Integer> schedule) {
        StringBuilder told = new StringBuilder();
        Node node = nodes.get(0);
        told.append("at first: ").append(node.fields).append('\n');
        for (int thread : schedule) {
            Label label = node.labels.get(thread);
            node = nodes.get(node.after(thread));
            told.append("%s, %s:%d: %s   %s, delivered %s%n".formatted(scenario.roles().get(thread).name(),
                    label.file(), label.line(), label.words(), node.fields, node.delivered));
        }
        return told.append(node.verdict == null ? "goes on" : node.verdict.words()).append('\n').toString();
    }
}
