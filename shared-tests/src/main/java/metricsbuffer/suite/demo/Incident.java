package metricsbuffer.suite.demo;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import metricsbuffer.suite.demo.Stall.Kind;
import metricsbuffer.suite.demo.Stall.Result;
import metricsbuffer.suite.demo.Story.Tone;
import metricsbuffer.suite.rig.Journal;

/**
 * The two stalls of the incident, and what they come to.
 *
 * @param existingAgent null for none
 */
record Incident(Story story, String module, Broker broker, InetSocketAddress existingAgent) {

    private static final int FRAMES_SHOWN = 9;

    void show() {
        List<Result> results = List.of(
                stall("stall 1 of 2: the loop goes on with what it counted before", Kind.QUIET),
                stall("stall 2 of 2: the loop counts something for the first time", Kind.LOUD));

        story.part("both stalls: what was recorded, and what was delivered");
        ReconciliationTable table = new ReconciliationTable(results.stream().map(Result::reconciliation).toList());
        table.lines().forEach(story::line);
        story.line("  " + results.get(0).whatDeliveredMeans());

        List<Journal.Thrown> thrown = results.stream().flatMap(result -> result.thrown().stream()).toList();
        if (!thrown.isEmpty()) {
            story.part("what the buffer threw");
            thrown.forEach(this::show);
        }
        results.forEach(result -> result.end().ifPresent(end ->
                story.line(Tone.BAD, "  the consumer's run ended with " + end)));
        verdict(table, thrown.size());
    }

    private Result stall(String title, Kind kind) {
        story.part(title);
        try (Agent agent = new Agent(existingAgent)) {
            return new Stall(story, broker, agent, kind).play();
        }
    }

    private void show(Journal.Thrown thrown) {
        story.line(Tone.BAD, "  into thread '" + thrown.into().getName() + "': " + thrown.exception());
        Arrays.stream(thrown.exception().getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("metricsbuffer.port.")) // the suite's own ears
                .limit(FRAMES_SHOWN)
                .forEach(frame -> story.line("      at " + frame.getClassName() + "." + frame.getMethodName() + "("
                        + frame.getFileName() + ":" + frame.getLineNumber() + ")"));
    }

    private void verdict(ReconciliationTable table, int exceptions) {
        if (table.isBalanced() && exceptions == 0) {
            story.banner(Tone.GOOD, module, "NOTHING LOST   NOTHING DOUBLED   NO EXCEPTION");
            story.line("""
                      What a flush has not read stays for the next one: no step wipes it out.
                      Read next: %1$s/README.md; and the fix, which is one file:
                        diff -r buggy/src/main %1$s/src/main
                    """.formatted(module));
        } else {
            story.banner(Tone.BAD, module, table.lostCounts() + " COUNTS LOST   " + table.doubledCounts()
                    + " DOUBLED   " + exceptions + (exceptions == 1 ? " EXCEPTION" : " EXCEPTIONS"), table.time());
            story.line("""
                      flush() reads the totals, sends them, and then clears them. What another thread
                      records in between is lost without a sound, or breaks the walk: then nothing is
                      cleared, and what was sent already is sent again.
                      Read next: %1$s/src/main/java/metricsbuffer/metrics/MetricsBuffer.java,
                        and %1$s/README.md. A fix is one file:
                        diff -r buggy/src/main fix-lock/src/main
                    """.formatted(module));
        }
    }
}
