package metricsbuffer.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The trainer's plans. */
final class Plans {

    private static final Pattern PLANS = Pattern.compile("(?s)<a id=\"plan-30\">.*?(?=### A second class)");
    private static final Pattern EXERCISE = Pattern.compile("MB-X\\d+");

    private Plans() {}

    /** The exercises that they name, in the order in which a class comes to them; not those of a second class. */
    static List<String> exercises(Path root) throws IOException {
        String guide = Files.readString(root.resolve("docs/trainer/guide.md"));
        return PLANS.matcher(guide).results().map(MatchResult::group)
                .flatMap(plans -> EXERCISE.matcher(plans).results()).map(MatchResult::group).distinct().toList();
    }
}
