package metricsbuffer.suite.explore;

import java.util.function.IntPredicate;

/**
 * What a thread does next.
 *
 * @param target the shared object that it touches
 * @param words what it does to it; each {@code %s} is an argument
 * @param open tells by the number of a thread whether that can go on; null if any can
 */
record Step(Object target, String words, Object[] arguments, IntPredicate open) {

    boolean isOpenTo(int thread) {
        return open == null || open.test(thread);
    }
}
