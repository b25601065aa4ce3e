package metricsbuffer.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A place on the page, as the fragment of its address: {@code #buggy/RECORD_AND_FLUSH/a2b10a2} is two steps of
 * the first thread, ten of the second, and two more of the first.
 */
final class Position {

    private static final Pattern STRETCH = Pattern.compile("([a-c])(\\d*)");

    private Position() {}

    static String of(String subject, Object scenario, List<Integer> schedule) {
        return "#" + subject + "/" + scenario + "/" + path(schedule);
    }

    static String path(List<Integer> schedule) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (int step = 1; step <= schedule.size(); step++) {
            if (step == schedule.size() || !schedule.get(step).equals(schedule.get(from))) {
                path.append((char) ('a' + schedule.get(from))).append(step - from == 1 ? "" : step - from);
                from = step;
            }
        }
        return path.toString();
    }

    static List<Integer> schedule(String path) {
        List<Integer> schedule = new ArrayList<>();
        for (MatchResult stretch : STRETCH.matcher(path).results().toList()) {
            int times = stretch.group(2).isEmpty() ? 1 : Integer.parseInt(stretch.group(2));
            for (int step = 0; step < times; step++) {
                schedule.add(stretch.group(1).charAt(0) - 'a');
            }
        }
        return schedule;
    }
}
