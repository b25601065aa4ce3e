package metricsbuffer.suite.rig;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.ConsumerSpec.Task;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a {@link Member}. What is not set is as quiet as can be: no detector, no pool, no dead-letter topic, an
 * interval so long that the buffer is flushed only where a scenario has it flushed, and a task that is done at once.
 * For the scenario's thread only.
 */
public final class MemberBuilder {

    /** Longer than any scenario. */
    public static final Duration NEVER = Duration.ofHours(1);

    private final Consumer<Member> onStart;
    private String bootstrapServers;
    private SocketAddress dogStatsD;
    private final String topic;
    private final String group;
    private String deadLetterTopic;
    private boolean deadLettersDropped;
    private final Map<String, String> consumerConfig = new HashMap<>();
    private Duration flushInterval = NEVER;
    private Duration stuckTimeout;
    private Duration joinTimeout = Duration.ofSeconds(25);
    private Duration commitInterval = Duration.ofMillis(50);
    private Duration backpressureThreshold = Duration.ofSeconds(5);
    private int poolSize;
    private Task task = (topic, partition, offset, key, value) -> Outcome.DONE;
    private Journal journal = new Journal();
    private ProcessedRecords processed = new ProcessedRecords();
    private boolean commitsWatched;

    /** For a member that nobody ends but who has started it. */
    public MemberBuilder(String bootstrapServers, SocketAddress dogStatsD, String topic, String group) {
        this(bootstrapServers, dogStatsD, topic, group, member -> {});
    }

    MemberBuilder(String bootstrapServers, SocketAddress dogStatsD, String topic, String group,
            Consumer<Member> onStart) {
        this.bootstrapServers = bootstrapServers;
        this.dogStatsD = dogStatsD;
        this.topic = topic;
        this.group = group;
        this.onStart = onStart;
    }

    public MemberBuilder bootstrapServers(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        return this;
    }

    public MemberBuilder dogStatsD(SocketAddress dogStatsD) {
        this.dogStatsD = dogStatsD;
        return this;
    }

    public MemberBuilder deadLetterTopic(String deadLetterTopic) {
        this.deadLetterTopic = deadLetterTopic;
        return this;
    }

    /** It goes on when a dead letter cannot be delivered. */
    public MemberBuilder deadLettersDropped() {
        deadLettersDropped = true;
        return this;
    }

    /** Further settings of the Kafka consumer, added to those there are. */
    public MemberBuilder consumerConfig(Map<String, String> consumerConfig) {
        this.consumerConfig.putAll(consumerConfig);
        return this;
    }

    public MemberBuilder flushInterval(Duration flushInterval) {
        this.flushInterval = flushInterval;
        return this;
    }

    public MemberBuilder stuckTimeout(Duration stuckTimeout) {
        this.stuckTimeout = stuckTimeout;
        return this;
    }

    public MemberBuilder joinTimeout(Duration joinTimeout) {
        this.joinTimeout = joinTimeout;
        return this;
    }

    public MemberBuilder commitInterval(Duration commitInterval) {
        this.commitInterval = commitInterval;
        return this;
    }

    public MemberBuilder backpressureThreshold(Duration backpressureThreshold) {
        this.backpressureThreshold = backpressureThreshold;
        return this;
    }

    public MemberBuilder poolSize(int poolSize) {
        this.poolSize = poolSize;
        return this;
    }

    /** What is done with a record; may wait, and may throw. */
    public MemberBuilder task(Task task) {
        this.task = task;
        return this;
    }

    /** The same, for a task that asks for nothing but the record's offset. */
    public MemberBuilder task(LongFunction<Outcome> byOffset) {
        return task((topic, partition, offset, key, value) -> byOffset.apply(offset));
    }

    /** The journal that it writes: one that other members write, too, or that a scenario has hooked into. */
    public MemberBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /** See {@link Journal#beforeEmit}. */
    public MemberBuilder beforeEmit(Consumer<String> hook) {
        journal.beforeEmit(hook);
        return this;
    }

    /** Where it enters what it has processed, with the other members of its group. */
    public MemberBuilder processed(ProcessedRecords processed) {
        this.processed = processed;
        return this;
    }

    /** Has each commit of the group looked at: see {@link Member#commits()}. */
    public MemberBuilder watchCommits() {
        commitsWatched = true;
        return consumerConfig(Map.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, CommitWatch.class.getName()));
    }

    /** Starts a member. Those that one builder starts share their journal, and what they have processed. */
    public Member start() {
        ProcessedRecords own = new ProcessedRecords();
        CommitWatch.Log commits = commitsWatched ? CommitWatch.watch(group, processed) : null;
        Member member = new Member(ConsumerModule.load().start(new ConsumerSpec(bootstrapServers, topic, group,
                deadLetterTopic, deadLettersDropped, consumerConfig, dogStatsD, flushInterval, stuckTimeout, joinTimeout,
                commitInterval, backpressureThreshold, poolSize, entered(task, processed, own), journal)), journal,
                processed, own, commits);
        onStart.accept(member);
        return member;
    }

    private static Task entered(Task task, ProcessedRecords all, ProcessedRecords own) {
        return (topic, partition, offset, key, value) -> {
            Outcome outcome = task.process(topic, partition, offset, key, value);
            all.enter(new TopicPartition(topic, partition), offset, outcome);
            own.enter(new TopicPartition(topic, partition), offset, outcome);
            return outcome;
        };
    }
}
