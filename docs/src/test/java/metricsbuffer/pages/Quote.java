package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comment before a code block that says where the code comes from. */
record Quote(String path, String region) {

    /** How to write one, for messages. */
    static final String FORMS = """
            <!-- quote: path/from/the/root member flush -->
            <!-- quote: path/from/the/root member increment(ConsumerCounter, long) -->
            <!-- quote: path/from/the/root from "a text in the first line" to "a text in the last line" -->
            <!-- quote: path/from/the/root line "a text in the line" -->
            <!-- quote: path/from/the/root -->""";

    private static final Pattern COMMENT = Pattern.compile("<!-- quote: (\\S+)(?: (.+?))? -->");
    private static final Pattern MEMBER = Pattern.compile("member (.+)");
    private static final Pattern FROM_TO = Pattern.compile("from \"(.+)\" to \"(.+)\"");
    private static final Pattern LINE = Pattern.compile("line \"(.+)\"");

    /** @return null if the line is no such comment */
    static Quote parse(String line) {
        Matcher comment = COMMENT.matcher(line.strip());
        return comment.matches() ? new Quote(comment.group(1), comment.group(2) == null ? "" : comment.group(2)) : null;
    }

    /** @throws IllegalArgumentException if there is no such file or region; the message says which there are */
    List<String> code() throws IOException {
        Path file = Repository.ROOT.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + path + "; the path starts at the root");
        }
        Source source = new Source(file);
        Matcher member = MEMBER.matcher(region);
        if (member.matches()) {
            return source.member(member.group(1));
        }
        Matcher fromTo = FROM_TO.matcher(region);
        if (fromTo.matches()) {
            return source.fromTo(fromTo.group(1), fromTo.group(2));
        }
        Matcher line = LINE.matcher(region);
        if (line.matches()) {
            return source.line(line.group(1));
        }
        if (region.isEmpty()) {
            return source.all();
        }
        throw new IllegalArgumentException("the region '" + region + "' has none of these forms:\n" + FORMS);
    }
}
