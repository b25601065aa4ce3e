package metricsbuffer.handout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.markdown.Markdown;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * What a class needs, as one HTML page that stands alone: style and diagrams are in it, and a link that leads to a
 * file of the repository is plain text. Made of the Markdown pages, so that there is no second text to keep.
 */
final class Handout {

    private static final String FORM = """
            <div class="form">
            <h2>Your review</h2>
            <p>&#9744; approve &#160; &#9744; hold back &#160; because:</p>
            <table><thead><tr><th>step</th><th>thread</th><th>another thread</th><th>state</th></tr></thead>
            <tbody>%s</tbody></table>
            </div>
            """.formatted("<tr><td>&#160;</td><td></td><td></td><td></td></tr>".repeat(5));

    private final Path root;
    private final StringBuilder body = new StringBuilder();
    private String stack = "";

    Handout(Path root) {
        this.root = root;
    }

    /** Begins a stack: its name is printed on the first page of each part that follows. */
    Handout stack(String name) {
        stack = "<p class=\"stack\">" + name + "</p>\n";
        return this;
    }

    /** Some parts of a page, by their headings, in the order of the page. */
    Handout parts(String path, String title, String... headings) throws IOException {
        Path file = root.resolve(path);
        Map<String, String> parts = Arrays.stream(Files.readString(file).split("(?m)^(?=## )")).skip(1)
                .collect(Collectors.toMap(part -> part.lines().findFirst().orElseThrow().substring(3), part -> part));
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        for (String heading : headings) {
            text.append(Objects.requireNonNull(parts.get(heading), heading));
        }
        return section(rendered(text.toString(), file.getParent()));
    }

    Handout page(String path) throws IOException {
        Path file = root.resolve(path);
        return section(rendered(Files.readString(file), file.getParent()));
    }

    /** Each failure mode in one sentence and one diagram, under a heading. */
    Handout failureModes(String heading) throws IOException {
        Path folder = root.resolve("docs/failure-modes");
        List<Path> pages;
        try (Stream<Path> files = Files.list(folder)) {
            pages = files.filter(file -> file.getFileName().toString().matches("MB-F\\d{2}\\.md")).sorted().toList();
        }
        StringBuilder modes = new StringBuilder("<h1>" + heading + "</h1>\n");
        for (Path page : pages) {
            String text = Files.readString(page);
            String beginning = text.split("(?m)^## ", 2)[0];
            String diagram = text.lines().filter(line -> line.startsWith("![")).findFirst().orElse("");
            modes.append("<div class=\"mode\">\n").append(rendered("#" + beginning + diagram, folder))
                    .append("</div>\n");
        }
        return section(modes.toString());
    }

    /** A file of the repository, under a heading. */
    Handout source(String heading, String path) throws IOException {
        return section("<h1>" + heading + "</h1>\n<pre class=\"source\">" + Markdown.escaped(Files.readString(root.resolve(path)))
                + "</pre>\n");
    }

    /** The text of a pull request, its diff, and room for a review; not the answer. */
    Handout exercise(String id) throws IOException {
        Path folder = root.resolve("docs/review/exercises");
        String text = Files.readString(folder.resolve(id + ".md")).split("(?m)^## ", 2)[0];
        return section(rendered(text, folder) + diff(Files.readString(folder.resolve(id + ".patch"))) + FORM);
    }

    String html() {
        return Markdown.page("metricsbuffer: handout", Handout.class, "handout.css", body.toString());
    }

    private static String rendered(String markdown, Path folder) {
        Node page = Markdown.parse(markdown);
        page.accept(new StandsAlone(folder));
        return Markdown.html(page, (node, tag, attributes) -> {});
    }

    private Handout section(String html) {
        body.append("<section>\n").append(stack).append(html).append("</section>\n");
        return this;
    }

    private static String diff(String patch) {
        return patch.lines().filter(line -> !line.startsWith("index ") && !line.startsWith("--- "))
                .map(line -> "<span class=\"%s\">%s</span>".formatted(kind(line), Markdown.escaped(line)))
                .collect(Collectors.joining("", "<pre class=\"diff\">", "</pre>\n"));
    }

    private static String kind(String line) {
        return line.startsWith("+++") ? "file" : switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '@' -> "place";
            case '+' -> "added";
            case '-' -> "removed";
            default -> "same";
        };
    }

    /** Puts diagrams into the page, and takes links to files out of it. */
    private static final class StandsAlone extends AbstractVisitor {

        private static final Pattern ID = Pattern.compile("MB-[RFX]\\d+");

        private final Path folder;

        StandsAlone(Path folder) {
            this.folder = folder;
        }

        @Override
        public void visit(Image image) {
            replace(image, "<span class=\"figure\">" + svg(folder.resolve(image.getDestination())) + "</span>");
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String to = link.getDestination();
            if (!to.matches("#.*|https?:.*")) {
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }

        /** An ID is not broken at its hyphen. */
        @Override
        public void visit(Text text) {
            if (ID.matcher(text.getLiteral()).find()) {
                replace(text, ID.matcher(Markdown.escaped(text.getLiteral())).replaceAll("<span class=\"id\">$0</span>"));
            }
        }

        @Override
        public void visit(HtmlBlock block) {
            if (block.getLiteral().startsWith("<!--")) {
                block.unlink();
            }
        }

        private static void replace(Node node, String html) {
            HtmlInline instead = new HtmlInline();
            instead.setLiteral(html);
            node.insertAfter(instead);
            node.unlink();
        }

        private static String svg(Path file) {
            try {
                String svg = Files.readString(file);
                return svg.substring(svg.indexOf("<svg")).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
