package metricsbuffer.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.exercises.ChangedLine;
import metricsbuffer.explored.Explored;
import metricsbuffer.interleavings.Interleaving;
import metricsbuffer.measured.Tables;
import metricsbuffer.quiz.Question;
import metricsbuffer.scheduler.Positions;
import metricsbuffer.tools.ToolTables;
import metricsbuffer.verdicts.RecordedVerdicts;

/** What can be generated, by the name that a page calls it by. */
final class Generators {

    private Generators() {}

    /**
     * The lines of a generated part.
     *
     * @throws IllegalArgumentException if nothing is called so; the message says what is
     */
    static List<String> make(String what) throws IOException {
        List<String> lines = new ArrayList<>(switch (what.replaceFirst(" (MB-F.*|[A-Z]|[1-5])$", "")) {
            case "interleaving" -> new Lanes(Interleaving.play(what.substring("interleaving ".length()))).table();
            case "conformance" -> RulesPage.conformance();
            case "rules" -> RulesPage.rules();
            case "failure modes" -> FailureMode.table();
            case "public cases" -> publicCases(what);
            case "public cases whose fix was wrong" -> PublicCase.wrongFixes();
            case "schedules" -> Explored.table();
            case "position" -> Positions.of(Repository.ROOT, what.substring("position ".length()));
            case "recorded verdicts" -> RecordedVerdicts.page();
            case "quiz" -> Question.ALL.get(Integer.parseInt(what.substring("quiz ".length())) - 1).shown();
            case "key to the quiz" -> Question.key();
            case "tools: found", "tools: asked" -> ToolTables.of(what);
            case "changed lines" -> ChangedLine.table(what.substring("changed lines ".length()));
            default -> measured(what);
        });
        lines.add(0, ""); // Markdown begins no table right behind a comment
        lines.add("");
        return lines;
    }

    private static List<String> publicCases(String what) throws IOException {
        String id = what.replace("public cases", "").strip();
        if (id.isEmpty()) {
            return PublicCase.table();
        }
        return PublicCase.of(FailureMode.all().stream().filter(mode -> mode.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no failure mode is called " + id)));
    }

    private static List<String> measured(String what) throws IOException {
        if (!Tables.names().contains(what)) {
            throw new IllegalArgumentException("nothing that is generated is called '" + what + "'; there are:"
                    + " conformance, rules, failure modes, schedules, interleaving MB-Fnn, position MB-Fnn,"
                    + " changed lines S, public cases, public cases MB-Fnn, public cases whose fix was wrong,"
                    + " recorded verdicts, quiz 1 to 5, key to the quiz, "
                    + String.join(", ", ToolTables.names()) + ", " + String.join(", ", Tables.names()));
        }
        return Tables.of(what);
    }
}
