package metricsbuffer.quiz;

import static metricsbuffer.quiz.Play.STANDS_STILL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.quiz.Play.Numbers;
import metricsbuffer.quiz.Play.Step;

/** A question of the quiz: what it shows, what it offers, and which of that is true. */
public record Question(List<Play> plays, List<Option> options) {

    /** Something to be marked or not; {@code right} is asked of what the plays come to. */
    record Option(String text, Predicate<List<Set<String>>> right) {}

    private static final Map<String, Integer> FIVE = Map.of("box", 5);
    private static final Consumer<Numbers> REPORT_N = numbers -> numbers.add("reported", numbers.get("n"));

    /** All five, in order. */
    public static final List<Question> ALL = List.of(readAndReset(), twoIncrements(), twoClerks(), swap(), waiting());

    private static Question readAndReset() {
        List<Step> clerk = List.of(Step.of("n = box", numbers -> numbers.set("n", numbers.get("box"))),
                Step.of("report n", REPORT_N), Step.of("box = 0", numbers -> numbers.set("box", 0)));
        Play play = new Play("", FIVE, new Play.Thread("clerk", clerk), new Play.Thread("visitor", List.of(putTwo())),
                clerk, Question::reported);
        return new Question(List.of(play), Stream.of(5, 7, 9, 12).map(sum -> comesOut(sum + " reported")).toList());
    }

    private static Question twoIncrements() {
        Play play = new Play("", Map.of(), visitor("n"), visitor("m"), List.of(),
                numbers -> numbers.get("a") + " in the map");
        return new Question(List.of(play), IntStream.rangeClosed(0, 4).mapToObj(sum -> comesOut(sum + " in the map"))
                .toList());
    }

    private static Play.Thread visitor(String own) {
        List<Step> once = List.of(Step.of(own + " = map.get(\"a\")", numbers -> numbers.set(own, numbers.get("a"))),
                Step.of("map.put(\"a\", " + own + " + 1)", numbers -> numbers.set("a", numbers.get(own) + 1)));
        return new Play.Thread(own.equals("n") ? "visitor 1" : "visitor 2",
                Stream.concat(once.stream(), once.stream()).toList());
    }

    private static Question twoClerks() {
        List<Play> plays = List.of(
                clerks("A", "read", "report", "zero"),
                clerks("B", "read", "zero", "report"),
                clerks("C", "take", "report"),
                clerks("D", "lock", "read", "report", "zero", "unlock"));
        return new Question(plays, IntStream.range(0, plays.size()).mapToObj(play -> new Option(
                plays.get(play).name() + " can report more than 5", ends -> ends.get(play).contains("10 reported")))
                .toList());
    }

    private static Play clerks(String name, String... steps) {
        return new Play(name, FIVE, clerk("clerk 1", "n", steps), clerk("clerk 2", "m", steps), List.of(),
                Question::reported);
    }

    private static Play.Thread clerk(String name, String own, String... steps) {
        return new Play.Thread(name, Stream.of(steps).map(step -> switch (step) {
            case "read" -> Step.of(own + " = box", numbers -> numbers.set(own, numbers.get("box")));
            case "report" -> Step.of("report " + own, numbers -> numbers.add("reported", numbers.get(own)));
            case "zero" -> Step.of("box = 0", numbers -> numbers.set("box", 0));
            case "take" -> Step.of(own + " = box.getAndSet(0)", numbers -> {
                numbers.set(own, numbers.get("box"));
                numbers.set("box", 0);
            });
            case "lock" -> Step.lock();
            default -> Step.unlock();
        }).toList());
    }

    private static Question swap() {
        Step find = Step.of("b = current", numbers -> numbers.set("b", numbers.get("current")));
        Step put = Step.of("put 2 into b", numbers -> numbers.add("box" + numbers.get("b"), 2));
        Step look = Step.of("old = current", numbers -> numbers.set("old", numbers.get("current")));
        Step renew = Step.of("current = an empty box", numbers -> numbers.add("current", 1));
        Step both = Step.of("old = current.getAndSet(an empty box)", look.act().andThen(renew.act()));
        Step report = Step.of("report what is in old", numbers ->
                numbers.add("reported", numbers.get("box" + numbers.get("old"))));
        List<Step> underTheLock = List.of(Step.lock(), look, renew, Step.unlock(), report);
        List<Play> plays = List.of(
                swap("A", List.of(look, renew, report), List.of(find, put)),
                swap("B", List.of(both, report), List.of(find, put)),
                swap("C", underTheLock, List.of(Step.lock(), find, Step.unlock(), put)),
                swap("D", underTheLock, List.of(Step.lock(), find, put, Step.unlock())));
        return new Question(plays, IntStream.range(0, plays.size()).mapToObj(play -> new Option(
                plays.get(play).name() + " reports 7, in every order", ends -> ends.get(play)
                .equals(Set.of("7 reported")))).toList());
    }

    private static Play swap(String name, List<Step> clerk, List<Step> visitor) {
        return new Play(name, Map.of("box0", 5), new Play.Thread("clerk", clerk),
                new Play.Thread("visitor", visitor), clerk, Question::reported);
    }

    private static Question waiting() {
        List<Step> visitor = List.of(Step.lock(), putTwo(), Step.of("unlock", numbers -> {
            numbers.set("locked", 0);
            numbers.set("visited", 1);
        }));
        Step take = Step.of("n = box.getAndSet(0)", numbers -> {
            numbers.set("n", numbers.get("box"));
            numbers.set("box", 0);
        });
        Step wait = new Step("wait until the visitor has ended", numbers -> numbers.get("visited") == 1, numbers -> {});
        Step report = Step.of("report n", REPORT_N);
        List<Step> closing = List.of(take, report);
        Play inside = new Play("A", FIVE, new Play.Thread("clerk", List.of(Step.lock(), take, wait, report,
                Step.unlock())), new Play.Thread("visitor", visitor), closing, Question::reported);
        Play outside = new Play("B", FIVE, new Play.Thread("clerk", List.of(Step.lock(), take, Step.unlock(), wait,
                report)), new Play.Thread("visitor", visitor), closing, Question::reported);
        return new Question(List.of(inside, outside), List.of(
                new Option("A comes to its end in every order", ends -> !ends.get(0).contains(STANDS_STILL)),
                new Option("A comes to its end in no order", ends -> ends.get(0).equals(Set.of(STANDS_STILL))),
                new Option("A comes to its end in some orders, and in others both wait for ever",
                        ends -> ends.get(0).contains(STANDS_STILL) && ends.get(0).size() > 1),
                new Option("B comes to its end in every order", ends -> !ends.get(1).contains(STANDS_STILL)),
                new Option("B reports less than 7 in some orders", ends -> ends.get(1).contains("5 reported"))));
    }

    private static Step putTwo() {
        return Step.of("box = box + 2", numbers -> numbers.add("box", 2));
    }

    private static String reported(Numbers numbers) {
        return numbers.get("reported") + " reported";
    }

    private static Option comesOut(String end) {
        return new Option(end, ends -> ends.get(0).contains(end));
    }

    /** The letters of what is true: {@code a}, {@code b} and so on. */
    List<String> answer() {
        List<Set<String>> ends = plays.stream().<Set<String>>map(play -> new TreeSet<>(play.ends().keySet())).toList();
        return IntStream.range(0, options.size()).filter(option -> options.get(option).right().test(ends))
                .mapToObj(Question::letter).toList();
    }

    private static String letter(int option) {
        return String.valueOf((char) ('a' + option));
    }

    /** What a learner is shown: the lines of each play, and the options. */
    public List<String> shown() {
        List<String> lines = new ArrayList<>();
        for (Play play : plays) {
            if (!play.name().isEmpty()) {
                lines.addAll(List.of("**" + play.name() + "**", ""));
            }
            lines.add("```");
            lines.addAll(play.listing());
            lines.addAll(List.of("```", ""));
        }
        for (int option = 0; option < options.size(); option++) {
            lines.add("- " + letter(option) + ") " + options.get(option).text());
        }
        return lines;
    }

    /** The answers to all of them, and what they are from. */
    public static List<String> key() {
        List<String> lines = Markdown.table("question", "mark", "what comes out, in how many orders");
        for (int i = 0; i < ALL.size(); i++) {
            Question question = ALL.get(i);
            lines.add(Markdown.row(String.valueOf(i + 1), "**" + String.join(", ", question.answer()) + "**",
                    question.plays.stream().map(Question::ends).collect(Collectors.joining("; "))));
        }
        return lines;
    }

    private static String ends(Play play) {
        return (play.name() + " " + play.ends().entrySet().stream().map(end -> end.getKey() + ": " + end.getValue())
                .collect(Collectors.joining(", "))).strip();
    }
}
