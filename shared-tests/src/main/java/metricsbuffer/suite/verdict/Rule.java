package metricsbuffer.suite.verdict;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules that the suite judges by. IDs are cited from outside: they are never renumbered and never reused.
 *
 * <p>Each scenario is a test method that carries the ID of its rule as a JUnit tag, so that
 * {@code mvn test -Dgroups=MB-R102} runs one rule. {@link #lookAt()} says what to look at when it fails.
 */
public enum Rule {
    R101("exactly once: what is delivered equals what was recorded, and is never more",
            "the step between reading a total and resetting it: a record that lands there is lost"),
    R102("a metric first seen during a flush neither breaks that flush nor is lost",
            "a walk over a map that a record can grow, and what happens to an entry that comes after the walk"),
    R103("concurrent flushes never emit a unit twice",
            "whether reading a total and taking it away is one step for two flushers"),
    R104("concurrent records of one metric all count",
            "read-modify-write on the record path: get then put, += on a shared field"),
    R105("what a thread recorded before it called flush() is emitted when that returns, or by a flush that overlaps it",
            "a flush that gives up because another one runs"),
    R106("a sink that throws has not taken the total: nothing is lost and nothing repeated; after an exception the rest"
            + " of that flush is still emitted, after an error it is emitted or kept; the refused total goes out by a"
            + " later flush; flush() throws what the sink threw, or an exception that has it as a cause or suppressed",
            "what was taken out of the maps when the sink threw, and how it comes back"),
    R107("after an orderly shutdown nothing is left, and what could not be sent is logged with its totals",
            "what is recorded after the last flush, and what becomes of an exception of that flush"),
    R201("atomic cut: if the record of A happens-before that of B, no flush emits B and leaves A to one that begins"
            + " after it has ended, or to none; totals that the sink refused are not meant",
            "totals that are taken one by one while records go on"),
    R301("a sink that blocks does not stall recorders; the record whose own call of the sink blocks is not meant, one"
            + " that is late while an explicit flush is held in the sink is",
            "a lock that is held while the sink is called, and that recording needs"),
    R302("a sink that records into the buffer, on its own thread or on another that it waits for, or that flushes it on"
            + " its own thread, neither deadlocks nor corrupts it; a record made inside a flush that a record began begins none"
            + " inside it",
            "a lock that is held while the sink is called; a walk that the record disturbs; a flush inside a flush"),
    R303("a failing sink never throws into a recorder, and the buffer goes on",
            "the flush that a record begins: who catches what it throws, and whether a flag is put back"),
    R401("a record made when the interval is over begins a flush, unless one is still running, whoever began it; once that"
            + " has ended, the next record made when the interval is over begins one",
            "the check of the interval, and a flag that is never put back"),
    R402("of several records that find the interval over at the same time at most one begins a flush; the interval starts"
            + " anew when it is claimed, and its start never moves backwards",
            "check-then-act on the time of the last flush; a time that is set at the end instead of at the claim"),
    R403("only the injected clock counts: no jump of the wall clock, and no overflow of the monotonic one, matters",
            "System.currentTimeMillis(), or comparing two readings instead of their difference"),
    R501("null and negative input is refused with a message that names it and nothing is recorded; no zero total is"
            + " emitted, and nothing is truncated",
            "checks that come after the first write; int or millisecond arithmetic"),
    R601("the counts that reach DogStatsD equal what the consumer did",
            "the rules R101 to R104: this is how they look from outside"),
    R602("the stuck detector reports while the loop comes back to life, and neither dies",
            "two threads in one buffer, one of them flushing"),
    R603("a rebalance loses no count and no record, and backpressure causes none",
            "what is under way when partitions are revoked or lost: finished and committed before they are given up,"
            + " dropped without a commit when they are gone; a loop that waits and does not poll"),
    R604("offsets are committed only for records that are done; an invalid one is done when its dead letter is"
            + " acknowledged or, where that is set, dropped",
            "offsets that are staged when a task is submitted instead of when it is done; dead letters that are under"
            + " way"),
    R605("the last flush happens on the failure path, too",
            "what runs between the failure of the loop and the end of its thread"),
    R606("an outage of the broker or the agent does not end the consumer, and one of the dead-letter topic does so only"
            + " when a dead letter could not be delivered and may not be dropped; what the consumer recorded is handed to"
            + " the client, and what could not be sent or delivered is counted and said",
            "the thread that counts a failed send: it is the client's, in the middle of the loop's flush");

    private static final Pattern ID = Pattern.compile("MB-R\\d{3}");

    private final String text;
    private final String lookAt;

    Rule(String text, String lookAt) {
        this.text = text;
        this.lookAt = lookAt;
    }

    /** The ID as it is cited: {@code MB-R101}. */
    public String id() {
        return "MB-" + name();
    }

    /** The rule in one sentence. */
    public String text() {
        return text;
    }

    /** What to look at when the rule is broken. */
    public String lookAt() {
        return lookAt;
    }

    /** Whether it judges a consumer as a whole, not a buffer. */
    boolean isOfTheConsumer() {
        return this == R107 || name().startsWith("R6");
    }

    /** The rule with this ID. */
    public static Rule of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such rule: " + id));
    }

    /** All rules whose IDs stand in a text. */
    public static Set<Rule> namedIn(String text) {
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        ID.matcher(text).results().forEach(id -> rules.add(of(id.group())));
        return rules;
    }

    /** The one rule among the tags of a test method. */
    public static Rule ofTags(Set<String> tags) {
        Set<String> ids = tags.stream().filter(tag -> tag.startsWith("MB-R")).collect(Collectors.toSet());
        if (ids.size() != 1) {
            throw new IllegalArgumentException("a scenario carries the ID of exactly one rule, found " + ids);
        }
        return of(ids.iterator().next());
    }
}
