package yours;

import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.ExitMark;
import metricsbuffer.suite.verdict.Expectations;

/** Run before the suite: what is wrong with {@code -Dbuffer} or {@code module.properties} is said once, and nothing else runs. */
final class CheckYours {

    private CheckYours() {}

    public static void main(String[] none) {
        List<String> mistakes = mistakes();
        mistakes.forEach(System.err::println);
        ExitMark.exit(mistakes.isEmpty() ? 0 : 1);
    }

    /** One line for each mistake. */
    static List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        try {
            new YourMetrics().create(new NoSink(), () -> 0, 1).close();
        } catch (IllegalStateException wrong) {
            mistakes.add(wrong.getMessage());
        }
        try {
            Expectations.load();
        } catch (IllegalStateException wrong) {
            wrong.getMessage().lines().forEach(mistakes::add);
        }
        return mistakes;
    }

    private static final class NoSink implements BufferSink {

        @Override
        public void counter(int counter, long total) {}

        @Override
        public void timing(int timing, long nanos) {}
    }
}
