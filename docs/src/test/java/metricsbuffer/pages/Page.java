package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A Markdown file, line by line. */
record Page(Path file, List<String> lines) {

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\"></a>");
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern LINK_DEFINITION = Pattern.compile("^\\s{0,3}\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern HTML_LINK = Pattern.compile("<(?:a|img)\\b[^>]*\\b(?:href|src)=\"([^\"]+)\"");

    /** A link, and the number of its line, from 1. */
    record Link(int line, String target) {}

    /** A fenced block: the numbers of its first and last line, fences included, from 0; and what it says it holds. */
    record Fence(int first, int last, String language) {}

    static Page read(Path file) throws IOException {
        return new Page(file, Files.readAllLines(file));
    }

    String name() {
        return Repository.name(file);
    }

    /** The place of a line, for a message; counted from 0 here, from 1 in the message. */
    String at(int line) {
        return name() + ":" + (line + 1);
    }

    List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        int opened = -1;
        String mark = "";
        String language = "";
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).strip();
            if (opened < 0 && line.startsWith("```")) {
                opened = number;
                mark = line.replaceFirst("^(`+).*", "$1");
                language = line.substring(mark.length()).strip();
            } else if (opened >= 0 && line.startsWith(mark) && line.replace("`", "").isEmpty()) {
                fences.add(new Fence(opened, number, language));
                opened = -1;
            }
        }
        if (opened >= 0) {
            throw new AssertionError(at(opened) + ": this code block is not closed; close it with " + mark);
        }
        return fences;
    }

    /** The lines without code: an empty one stands for each line of a block, spans are taken out. */
    List<String> prose() {
        List<String> prose = new ArrayList<>(lines);
        for (Fence fence : fences()) {
            for (int number = fence.first(); number <= fence.last(); number++) {
                prose.set(number, "");
            }
        }
        prose.replaceAll(line -> CODE_SPAN.matcher(line).replaceAll("")); // a link's text may be a span
        return prose;
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        List<String> prose = prose();
        for (int number = 0; number < prose.size(); number++) {
            for (Pattern pattern : List.of(LINK, LINK_DEFINITION, HTML_LINK)) {
                for (MatchResult match : pattern.matcher(prose.get(number)).results().toList()) {
                    links.add(new Link(number + 1, match.group(1)));
                }
            }
        }
        return links;
    }

    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose()) {
            ANCHOR.matcher(line).results().forEach(match -> anchors.add(match.group(1)));
        }
        return anchors;
    }

    /** Writes the page anew with other lines; with line feeds, as {@code .gitattributes} asks. */
    void rewrite(List<String> newLines) throws IOException {
        Files.writeString(file, String.join("\n", newLines) + "\n");
    }
}
