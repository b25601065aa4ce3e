package metricsbuffer.quiz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Two threads with a few steps each, and all orders in which these can happen. No step is interrupted.
 *
 * @param name what the quiz calls it, where a question has several
 * @param begin what the numbers are at the beginning; all others are 0
 * @param closing steps that follow alone, when both threads have ended
 * @param end what comes out, said of the numbers at the end
 */
record Play(String name, Map<String, Integer> begin, Thread first, Thread second, List<Step> closing,
        Function<Numbers, String> end) {

    static final String STANDS_STILL = "both wait for ever";

    /** Threads of a play, with the lines that the quiz shows. */
    record Thread(String name, List<Step> steps) {}

    /** One line. It is not done before {@code may} holds. */
    record Step(String text, Predicate<Numbers> may, Consumer<Numbers> act) {

        static Step of(String text, Consumer<Numbers> act) {
            return new Step(text, numbers -> true, act);
        }

        static Step lock() {
            return new Step("lock", numbers -> numbers.get("locked") == 0, numbers -> numbers.set("locked", 1));
        }

        static Step unlock() {
            return of("unlock", numbers -> numbers.set("locked", 0));
        }
    }

    /** The variables of a play, those that only one thread has among them. */
    static final class Numbers {

        private final Map<String, Integer> numbers;

        Numbers(Map<String, Integer> numbers) {
            this.numbers = new TreeMap<>(numbers);
        }

        int get(String name) {
            return numbers.getOrDefault(name, 0);
        }

        void set(String name, int number) {
            numbers.put(name, number);
        }

        void add(String name, int number) {
            set(name, get(name) + number);
        }
    }

    /** What can come out, and in how many orders. */
    SortedMap<String, Integer> ends() {
        SortedMap<String, Integer> ends = new TreeMap<>();
        go(new Numbers(begin), 0, 0, ends);
        return ends;
    }

    private void go(Numbers before, int ofFirst, int ofSecond, SortedMap<String, Integer> ends) {
        boolean gone = false;
        if (ofFirst < first.steps().size() && first.steps().get(ofFirst).may().test(before)) {
            go(after(before, first.steps().get(ofFirst)), ofFirst + 1, ofSecond, ends);
            gone = true;
        }
        if (ofSecond < second.steps().size() && second.steps().get(ofSecond).may().test(before)) {
            go(after(before, second.steps().get(ofSecond)), ofFirst, ofSecond + 1, ends);
            gone = true;
        }
        if (!gone) {
            boolean ended = ofFirst == first.steps().size() && ofSecond == second.steps().size();
            ends.merge(ended ? end.apply(closed(before)) : STANDS_STILL, 1, Integer::sum);
        }
    }

    private Numbers closed(Numbers quiet) {
        Numbers numbers = quiet;
        for (Step step : closing) {
            numbers = after(numbers, step);
        }
        return numbers;
    }

    private static Numbers after(Numbers before, Step step) {
        Numbers after = new Numbers(before.numbers);
        step.act().accept(after);
        return after;
    }

    /** The lines of both threads, side by side. */
    List<String> listing() {
        List<String> lines = new ArrayList<>();
        int longest = Math.max(first.steps().size(), second.steps().size());
        lines.add(row(first.name(), second.name()));
        for (int i = 0; i < longest; i++) {
            lines.add(row(line(first, i), line(second, i)));
        }
        return lines;
    }

    private static String line(Thread thread, int number) {
        return number < thread.steps().size() ? number + 1 + "  " + thread.steps().get(number).text() : "";
    }

    private static String row(String left, String right) {
        return "%-44s%s".formatted(left, right).stripTrailing();
    }
}
