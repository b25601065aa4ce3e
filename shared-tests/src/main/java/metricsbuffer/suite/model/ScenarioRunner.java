package metricsbuffer.suite.model;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/** Runs a scenario, each time on a new buffer; the model checker decides which thread goes on. */
final class ScenarioRunner implements Runnable {

    private final Scenario scenario;
    private final BufferModule module;

    /*
     * Lincheck makes visible the classes that it finds in the fields of what it runs, and those that are made by a
     * `new` that it sees. A buffer that is made by reflection it finds here and nowhere else: without this field it
     * explored the sink and the clock, and accepted errors in the fields of a reader's own buffer.
     */
    private BufferPort warmedUp;
    private int executions;
    private int wrongAt = Integer.MAX_VALUE;
    private String seen;

    ScenarioRunner(Scenario scenario, BufferModule module) {
        this.scenario = scenario;
        this.module = module;
    }

    /** Does it all in one thread. Loads and initialises what is needed, which is nothing to explore. */
    void warmUp() {
        Execution execution = new Execution(scenario, module);
        warmedUp = execution.buffer;
        execution.first();
        execution.third(scenario::beforeSecond);
        execution.second();
        execution.third(scenario::afterSecond);
        try {
            execution.buffer.flush();
        } catch (Exception e) {
            // It will throw in the executions, too, and there it is judged.
        }
    }

    @Override
    public void run() {
        executions++;
        try {
            new Execution(scenario, module).run();
        } catch (RuleViolation violation) {
            // Run again for its trace, it must take the same way: no condition here.
            wrongAt = Math.min(wrongAt, executions);
            seen = violation.getMessage();
            throw violation;
        }
    }

    /** How many executions there were, up to the first wrong one. */
    int executions() {
        return Math.min(wrongAt, executions);
    }

    /** What was wrong; null if nothing was. */
    String seen() {
        return seen;
    }

    /** One buffer with its sink and its clock, and its threads. */
    private static final class Execution {

        /*
         * What a thread has made Lincheck takes for its own until another can reach it, and moves no thread while one
         * works on it. It does not see that a lambda hands it over: without this field, which anyone can reach, it
         * explored three executions and accepted every canary, or on another JDK just some of them.
         */
        private static volatile Execution current;

        private final Scenario scenario;
        private final Delivered delivered;
        private final Clock clock = new Clock();
        private final BufferPort buffer;
        private Exception firstThrew; // read when the threads have been joined
        private Exception secondThrew;
        private Exception thirdThrew;

        Execution(Scenario scenario, BufferModule module) {
            this.scenario = scenario;
            delivered = new Delivered(scenario.refused());
            buffer = module.create(delivered, clock, Scenario.INTERVAL);
            scenario.before(buffer);
            if (scenario.late()) {
                clock.now = 2 * Scenario.INTERVAL;
            }
        }

        void run() {
            current = this;
            Thread first = new Thread(this::first);
            Thread second = new Thread(this::second);
            first.start();
            third(scenario::beforeSecond);
            second.start();
            try {
                second.join();
                third(scenario::afterSecond);
                first.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted in a scenario", e);
            }
            Exception thrown = firstThrew != null ? firstThrew : secondThrew != null ? secondThrew : thirdThrew;
            if (thrown == null) {
                clock.now += 2 * Scenario.INTERVAL;
                check();
            } else {
                judgeDeath("a thread died of ", thrown);
            }
        }

        private void check() {
            try {
                scenario.check(buffer, delivered);
            } catch (Exception e) { // the buffer's: what the scenario itself sees is an error
                judgeDeath("when both threads had returned, the buffer threw ", e);
            }
        }

        private void judgeDeath(String what, Exception thrown) {
            if (scenario.deathIsJudged()) {
                throw new RuleViolation(what + thrown.getClass().getSimpleName(), thrown);
            }
        }

        // What kills a thread is kept: an exception that ends in its thread fails nothing, not even here.

        private void first() {
            try {
                scenario.first(buffer);
            } catch (Exception e) {
                firstThrew = e;
            }
        }

        private void second() {
            try {
                scenario.second(buffer);
            } catch (Exception e) {
                secondThrew = e;
            }
        }

        private void third(Consumer<BufferPort> work) {
            try {
                work.accept(buffer);
            } catch (Exception e) {
                thirdThrew = e;
            }
        }
    }

    /** Stands while threads run. */
    private static final class Clock implements LongSupplier {

        private long now; // turned before the threads are started, and after they are joined

        @Override
        public long getAsLong() {
            return now;
        }
    }
}
