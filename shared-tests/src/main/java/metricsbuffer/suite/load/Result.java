package metricsbuffer.suite.load;

import java.util.List;

/** How {@link LoadMain} tells what it saw: lines that begin with one of these words, among others. */
final class Result {

    /** Followed by what was wrong. */
    static final String VIOLATION = "VIOLATION ";

    /** The last line, followed by a summary. Without it there is no result. */
    static final String DONE = "DONE ";

    private Result() {}

    /** What follows this word, line by line. */
    static List<String> of(String word, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length())).toList();
    }
}
