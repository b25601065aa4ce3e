/**
 * Stress: two threads on the real machine, millions of times, and a count of what came out. jcstress makes the threads
 * and the counts; reported is 'seen n of m', never 'passed'.
 *
 * <p>{@link metricsbuffer.suite.stress.StressRules} is what a module runs. A test is a class with the annotations of
 * jcstress that says what each thread does and which rule each outcome breaks; a new one is also listed in
 * {@code StressRules}. They are public because jcstress asks for it: nobody calls them.
 *
 * <p>An instrument: it knows {@code port}, {@code verdict} and {@code support}, and only modules know it.
 */
package metricsbuffer.suite.stress;
