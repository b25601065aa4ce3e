package metricsbuffer.markdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown that is made from the code, and HTML that is made from Markdown. */
public final class Markdown {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

    private Markdown() {}

    /** The head of a table, as lines that rows can be added to. */
    public static List<String> table(String... head) {
        return table(List.of(head));
    }

    /** The same, of a list. */
    public static List<String> table(List<String> head) {
        return new ArrayList<>(List.of(row(head), "|---".repeat(head.size()) + "|"));
    }

    /** A row of a table. */
    public static String row(String... cells) {
        return row(List.of(cells));
    }

    /** The same, of a list. */
    public static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The Markdown that shows a text as it is, whatever signs are in it. */
    public static String literal(String text) {
        return text.replaceAll("\\p{Punct}", "\\\\$0");
    }

    /** The HTML that shows a text as it is. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    public static Node parse(String markdown) {
        return PARSER.parse(markdown);
    }

    /**
     * The HTML of a parsed text.
     *
     * @param attributes gives elements their classes and ids
     */
    public static String html(Node text, AttributeProvider attributes) {
        return HtmlRenderer.builder().extensions(EXTENSIONS).attributeProviderFactory(context -> attributes).build()
                .render(text);
    }

    /**
     * A whole page of HTML, with its style in it.
     *
     * @param style a resource beside the class that makes the page
     */
    public static String page(String title, Class<?> maker, String style, String body) {
        try (InputStream css = maker.getResourceAsStream(style)) {
            return """
                    <!DOCTYPE html>
                    <html lang="en">
                    <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>%s</title>
                    <style>
                    %s</style>
                    </head>
                    <body>
                    %s</body>
                    </html>
                    """.formatted(title, new String(css.readAllBytes(), StandardCharsets.UTF_8), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
