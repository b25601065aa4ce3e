package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metricsbuffer.markdown.Markdown;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/** A Markdown file: its lines, and the document that they are parsed into. */
record Page(Path file, List<String> lines, Node document) {

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\">");
    private static final Pattern HTML_LINK = Pattern.compile("<(?:a|img)\\b[^>]*\\b(?:href|src)=\"([^\"]+)\"");

    static Page read(Path file) throws IOException {
        String text = Files.readString(file);
        return new Page(file, text.lines().toList(), Markdown.parse(text));
    }

    @Override
    public String toString() {
        return Repository.name(file);
    }

    /** Without the parts that are made from code and records. */
    List<String> linesByHand() {
        return String.join("\n", lines).replaceAll("(?s)<!-- generated: .*?<!-- end of generated -->", "").lines()
                .toList();
    }

    /** The place of a node, for a message. */
    String at(Node node) {
        return this + ":" + (firstLine(node) + 1);
    }

    /** The number of a node's first line, from 0. */
    static int firstLine(Node node) {
        return node.getSourceSpans().get(0).getLineIndex();
    }

    static int lastLine(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.get(spans.size() - 1).getLineIndex();
    }

    <N extends Node> Stream<N> nodes(Class<N> kind) {
        return withDescendants(document).filter(kind::isInstance).map(kind::cast);
    }

    private static Stream<Node> withDescendants(Node node) {
        Stream<Node> children = Stream.iterate(node.getFirstChild(), Objects::nonNull, Node::getNext);
        return Stream.concat(Stream.of(node), children.flatMap(Page::withDescendants));
    }

    /** Where a node leads to, if it is a link or holds some in HTML. */
    static Stream<String> targets(Node node) {
        if (node instanceof Link link) {
            return Stream.of(link.getDestination());
        } else if (node instanceof Image image) {
            return Stream.of(image.getDestination());
        } else if (node instanceof LinkReferenceDefinition definition) {
            return Stream.of(definition.getDestination());
        }
        return HTML_LINK.matcher(literal(node)).results().map(match -> match.group(1));
    }

    List<String> anchors() {
        return nodes(Node.class).flatMap(node -> ANCHOR.matcher(literal(node)).results()).map(match -> match.group(1))
                .toList();
    }

    /** What stands in a text or in HTML as it was written; not in code. */
    static String literal(Node node) {
        return node instanceof Text text ? text.getLiteral()
                : node instanceof HtmlInline inline ? inline.getLiteral()
                : node instanceof HtmlBlock block ? block.getLiteral().strip() : "";
    }
}
