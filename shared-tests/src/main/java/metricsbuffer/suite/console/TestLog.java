package metricsbuffer.suite.console;

import java.util.List;
import java.util.function.Supplier;

/** Holds what tests log, until it is known whether one of them has failed. Safe for use by several threads. */
interface TestLog {

    /** Where Logback is not on the class path, what is logged is printed as it comes: nothing is held. */
    TestLog NONE = new TestLog() {
        @Override
        public void hold() {}

        @Override
        public Part take() {
            return new Part(0, List.of());
        }
    };

    /**
     * Some of what was logged, in its order.
     *
     * @param leftOut how many events came before these and are not held any more
     * @param events of each the text, stack trace included; it ends with a line separator
     */
    record Part(int leftOut, List<Supplier<String>> events) {}

    /** From now on nothing is printed. */
    void hold();

    /** Hands over what is held, and holds it no longer. */
    Part take();
}
