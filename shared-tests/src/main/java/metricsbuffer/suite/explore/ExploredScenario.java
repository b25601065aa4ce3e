package metricsbuffer.suite.explore;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.verdict.Rule;

/** What is explored: two threads on one buffer, or three, and a few operations. */
public enum ExploredScenario {

    RECORD_AND_FLUSH("one thread records a metric that is present while the other flushes",
            Rule.R101, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.A, 10)), new Role("flusher", Op.flush())),

    FIRST_SEEN_AND_FLUSH("one thread records a metric that nobody has recorded before while the other flushes",
            Rule.R102, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.B, 10)), new Role("flusher", Op.flush())),

    TWO_FLUSHES("two threads flush, and nobody records",
            Rule.R103, List.of(Op.record(Metric.A, 1)),
            new Role("flusher", Op.flush()), new Role("other flusher", Op.flush())),

    TWO_RECORDS("two threads record the same metric, and nobody flushes",
            Rule.R104, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.A, 10)), new Role("other recorder", Op.record(Metric.A, 100))),

    RECORD_AND_REFUSED_FLUSH(
            "one thread records while the other flushes, and the sink refuses the first total that it is handed",
            Rule.R101, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.A, 10)), new Role("flusher", Op.flush())),

    RECORD_BETWEEN_FLUSHES("one thread flushes; the other records, then flushes",
            Rule.R101, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.A, 10), Op.flush()), new Role("flusher", Op.flush())),

    NOTHING_TWICE_BETWEEN_FLUSHES(
            "one thread flushes; the other records, then flushes; what is missing does not matter",
            Rule.R103, List.of(Op.record(Metric.A, 1)),
            new Role("recorder", Op.record(Metric.A, 10), Op.flush()), new Role("flusher", Op.flush())),

    EACH_RECORDS_THEN_FLUSHES("each thread records, then flushes: when both have returned, nothing may be left",
            Rule.R105, List.of(), new Role("recorder", Op.record(Metric.A, 1), Op.flush()),
            new Role("other recorder", Op.record(Metric.A, 10), Op.flush())),

    LOWER_THEN_HIGHER("one thread records A, then B, while the other flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.B, 1)),
            new Role("recorder", Op.record(Metric.A, 10), Op.record(Metric.B, 10)), new Role("flusher", Op.flush())),

    HIGHER_THEN_LOWER("one thread records B, then A, while the other flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.B, 1)),
            new Role("recorder", Op.record(Metric.B, 10), Op.record(Metric.A, 10)), new Role("flusher", Op.flush())),

    COUNTER_THEN_TIMING("one thread records a counter, then a timing, while the other flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.T, 1)),
            new Role("recorder", Op.record(Metric.A, 10), Op.record(Metric.T, 10)), new Role("flusher", Op.flush())),

    TIMING_THEN_COUNTER("one thread records a timing, then a counter, while the other flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.T, 1)),
            new Role("recorder", Op.record(Metric.T, 10), Op.record(Metric.A, 10)), new Role("flusher", Op.flush())),

    HANDED_OVER_TO_A_NEW_THREAD(
            "the thread that has recorded before records A and hands over; a new one records B; a third flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.B, 1)),
            new Role("recorder", -1, true, List.of(Op.record(Metric.A, 10))), new Role("flusher", Op.flush()),
            new Role("taker", 0, false, List.of(Op.record(Metric.B, 10)))),

    HANDED_OVER_TO_ONE_THAT_WAS_THERE(
            "a new thread records A and hands over to the one that has recorded before, which records B; a third"
                    + " flushes",
            Rule.R201, List.of(Op.record(Metric.A, 1), Op.record(Metric.B, 1)),
            new Role("recorder", Op.record(Metric.A, 10)), new Role("flusher", Op.flush()),
            new Role("taker", 0, true, List.of(Op.record(Metric.B, 10)))),

    LATE_RECORD_AND_FLUSH(
            "one thread flushes; the other records when the interval is over, and may begin a flush of its own",
            Rule.R101, List.of(),
            new Role("recorder", Op.record(Metric.A, 10)), new Role("flusher", Op.flush())),

    LATE_RECORDS("two threads record when the interval is over, one of them twice; the clock stands",
            Rule.R402, List.of(), new Role("recorder", Op.record(Metric.A, 1)),
            new Role("other recorder", Op.record(Metric.A, 10), Op.record(Metric.A, 100))),

    LATE_RECORD_AFTER_LATE_RECORDS(
            "two threads record when the interval is over; when the next one is over, and all is quiet, there is one"
                    + " more record",
            Rule.R401, List.of(), new Role("recorder", Op.record(Metric.A, 1)),
            new Role("other recorder", Op.record(Metric.A, 10)));

    /** The flush interval of the buffer, in nanoseconds. */
    static final long INTERVAL = 1_000;

    /**
     * What one thread does.
     *
     * @param after the thread that must have ended before this one begins; -1 if it begins at once
     * @param wasThere whether it is the one that has recorded before
     */
    public record Role(String name, int after, boolean wasThere, List<Op> operations) {
        Role(String name, Op... operations) {
            this(name, -1, false, List.of(operations));
        }
    }

    private final String words;
    private final Rule rule;
    private final List<Op> before;
    private final List<Role> roles;

    ExploredScenario(String words, Rule rule, List<Op> before, Role... roles) {
        this.words = words;
        this.rule = rule;
        this.before = before;
        this.roles = List.of(roles);
    }

    /** What happens in it, in half a sentence. */
    public String words() {
        return words;
    }

    /** The rule that it stands for. */
    public Rule rule() {
        return rule;
    }

    /** What was recorded before the threads began. */
    public List<Op> before() {
        return before;
    }

    /** The threads, by number. */
    public List<Role> roles() {
        return roles;
    }

    /** The scenario in which the same happens, judged by another rule; or itself. What is seen of one is so of both. */
    public ExploredScenario plays() {
        return this == NOTHING_TWICE_BETWEEN_FLUSHES ? RECORD_BETWEEN_FLUSHES : this;
    }

    /** Whether the interval is over when the threads begin. */
    public boolean late() {
        return name().startsWith("LATE_");
    }

    /** Which of the totals that are handed to the sink it refuses, from 1; 0 if it takes them all. */
    public int refused() {
        return this == RECORD_AND_REFUSED_FLUSH ? 1 : 0;
    }

    /** The kinds of end that break its rule. */
    public Set<Kind> breaks() {
        return switch (rule) {
            case R103 -> EnumSet.of(Kind.DOUBLED);
            case R201 -> EnumSet.of(Kind.TORN);
            case R105 -> EnumSet.of(Kind.LEFT);
            case R401 -> EnumSet.of(Kind.NO_FLUSH, Kind.HANGS);
            case R402 -> EnumSet.of(Kind.FLUSHED_TWICE);
            default -> EnumSet.of(Kind.LOST, Kind.DOUBLED, Kind.THREW, Kind.HANGS);
        };
    }

    /** The metrics that are torn when a flush emits what was recorded of the second and not what was of the first. */
    List<Metric> cut() {
        return switch (this) {
            case LOWER_THEN_HIGHER, HANDED_OVER_TO_A_NEW_THREAD, HANDED_OVER_TO_ONE_THAT_WAS_THERE ->
                    List.of(Metric.A, Metric.B);
            case COUNTER_THEN_TIMING -> List.of(Metric.A, Metric.T);
            case TIMING_THEN_COUNTER -> List.of(Metric.T, Metric.A);
            case HIGHER_THEN_LOWER -> List.of(Metric.B, Metric.A);
            default -> List.of();
        };
    }

    /** Whether more than one counter is recorded. */
    public boolean takesTwoCounters() {
        return recorded().containsKey(Metric.B);
    }

    /** What is recorded in all. */
    public Map<Metric, Long> recorded() {
        Map<Metric, Long> recorded = new EnumMap<>(Metric.class);
        Stream.concat(before.stream(), roles.stream().flatMap(role -> role.operations().stream()))
                .filter(op -> op.metric() != null)
                .forEach(op -> recorded.merge(op.metric(), op.amount(), Long::sum));
        return recorded;
    }

    /** What was recorded of a metric before the threads began. */
    long before(Metric metric) {
        return before.stream().filter(op -> op.metric() == metric).mapToLong(Op::amount).sum();
    }
}
