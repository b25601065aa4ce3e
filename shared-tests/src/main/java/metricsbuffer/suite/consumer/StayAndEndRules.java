package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MemberBuilder.NEVER;
import static metricsbuffer.suite.rig.MetricNames.ASSIGNED;
import static metricsbuffer.suite.rig.MetricNames.DROPPED;
import static metricsbuffer.suite.rig.MetricNames.INVALID_COUNT;
import static metricsbuffer.suite.rig.MetricNames.RUN_COUNT;

import java.time.Duration;
import java.util.Map;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.OneModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A member stays in its group while records wait, and is out of it in time when it ends, whatever does not answer. The
 * buffer has no part in this: see {@link OneModule}. One alone:
 * {@code mvn verify -pl fix-lock -Dit.test=StayAndEndRulesIT -Dtest=none}.
 */
@Timeout(120)
@ExtendWith(OneModule.class)
public abstract class StayAndEndRules extends GroupScenarios {

    private static final Duration SHORT_JOIN = Duration.ofSeconds(1);

    // ---- MB-R603: a member stays in its group while polled records wait

    /** Smaller than {@link GroupMatrixRules#r603AMemberWithSlowRecordsStaysInItsGroup}, which takes every combination. */
    @ParameterizedTest(name = "{0}, {1} workers")
    @CsvSource({"EAGER, 1", "COOPERATIVE, 0", "CONSUMER, 1"})
    @Tag("MB-R603")
    final void r603AMemberWithSlowRecordsStaysInItsGroup(GroupProtocol protocol, int workers) {
        recordsAreSlow(protocol, workers, 220, Duration.ofMillis(15), Duration.ofMillis(1200));
    }

    /**
     * The dead-letter topic is missing: each dead letter waits for it in vain, for the 5 s of the producer's
     * max.block.ms, and a batch of them for longer than max.poll.interval.ms. They are dropped, and the member stays in
     * its group.
     */
    @Test
    @Tag("fire") // it waits for 13 s
    @Tag("MB-R603")
    final void r603DeadLettersWaitForAMissingTopic() {
        int records = 2; // of one partition, and there before the member: they come with one poll
        rig.write(rig.partition, records);
        Member member = member(GroupProtocol.COOPERATIVE).deadLetterTopic("missing-" + rig.group).deadLettersDropped()
                .backpressureThreshold(Duration.ofSeconds(1)).consumerConfig(Map.of("max.poll.interval.ms", "8000"))
                .task(offset -> Outcome.INVALID).start();
        member.awaitOrDeath("both are dropped", () -> member.journal().recorded(DROPPED) >= records);
        member.awaitOrDeath("both are committed", () -> member.commits().committed(rig.partition) == records);
        rig.shutDown(member);

        judgeRun(member);
        judgeNoneRepeated(member);
        judgeCount(DROPPED, records);
        judgeEqual("the number of lost assignments", callbacks("on_partitions_lost"), 0);
        judgeCount(ASSIGNED, partitions());
    }

    // ---- MB-R605: the last flush is made, and the shutdown is over in time

    /** What is done cannot be committed, and no answer comes to anything. The metrics do not need the broker. */
    @Test
    @Tag("MB-R605")
    final void r605TheBrokerIsAwayWhenTheMemberEnds() {
        int records = 20;
        EmbeddedKafka broker = new EmbeddedKafka();
        rig.moveTo(broker);
        rig.write(records);
        Member member = rig.member().flushInterval(NEVER).commitInterval(NEVER).joinTimeout(SHORT_JOIN)
                .consumerConfig(Map.of("default.api.timeout.ms", "6000")).start();
        member.awaitProcessed(records);
        broker.stop();
        judgeEndsInTime(member);
        rig.agent().drain(Waiting.LIMIT);
        judgeCount(RUN_COUNT, member.journal().recorded(RUN_COUNT));
    }

    /** The loop waits for the dead-letter topic, for 5 s a letter, when it is told to end; and more of them would come. */
    @Test
    @Tag("MB-R605")
    final void r605TheDeadLetterTopicIsAwayWhenTheMemberEnds() {
        rig.write(rig.partition, 3);
        Member member = rig.member().flushInterval(NEVER).joinTimeout(SHORT_JOIN)
                .deadLetterTopic("missing-" + rig.deadLetterTopic).deadLettersDropped()
                .task(offset -> Outcome.INVALID).start();
        member.awaitOrDeath("a record is set aside", () -> member.journal().recorded(INVALID_COUNT) > 0);
        judgeEndsInTime(member);
        rig.agent().drain(Waiting.LIMIT);
        judgeCount(RUN_COUNT, member.journal().recorded(RUN_COUNT));
        judgeCount(INVALID_COUNT, member.journal().recorded(INVALID_COUNT));
    }

    /** What the agent does not take is lost, but not silently; what was done is committed. */
    @Test
    @Tag("MB-R605")
    final void r605TheAgentReadsNothingWhenTheMemberEnds() {
        int records = 5_000;
        rig.moveAgentToUnixSocket();
        rig.write(rig.partition, records);
        rig.agent().pause();
        try (LogCapture log = new LogCapture()) {
            Member member = rig.member().flushInterval(Duration.ofMillis(1)).joinTimeout(SHORT_JOIN).start();
            member.awaitProcessed(records);
            judgeEndsInTime(member);
            rig.agent().resume();
            boolean said = log.lines().stream().anyMatch(line -> line.contains("agent has not taken everything"));
            // The sockets of a fast machine may hold all that a slow consumer has flushed.
            judge(said || Waiting.until(() -> rig.agent().count(RUN_COUNT) == member.journal().recorded(RUN_COUNT)),
                    "the agent has not heard everything, and the log does not say so: " + log.lines());
        }
        judgeEqual("the committed offset", rig.committed(), records);
    }

    /** Within the join timeout, 4 s for the rest, and a second more for a machine that is busy. */
    private void judgeEndsInTime(Member member) {
        long start = System.nanoTime();
        member.shutDown();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        judgeRun(member);
        judgeAtMost("the milliseconds until the member ended", millis, SHORT_JOIN.plusSeconds(5).toMillis());
    }
}
