package metricsbuffer.website;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the site: last, when all that a build puts on it is there. An error of a script fails the test. */
@Tag("last")
class WebsiteTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SITE = Path.of("target", "site");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern PLACE = Pattern.compile("\\bid=\"([^\"]*)\"");

    private static final Map<String, String> pages = new HashMap<>();
    private static Path folder;
    private static WebClient browser;

    @BeforeAll
    static void write() throws IOException {
        folder = new Website(ROOT, SITE, System.getProperty("site.files", "")).write();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        System.out.println("The site: docs/" + folder.resolve("index.html"));
        browser = new WebClient(BrowserVersion.FIREFOX);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    /** Those of the repository; what a build writes by itself has tests of its own. */
    private static Map<String, String> written() {
        Map<String, String> written = new HashMap<>(pages);
        written.keySet().removeAll(Set.of("handout.html", "scheduler.html", "verdicts.html"));
        return written;
    }

    @Test
    void everyLinkLeadsToAPlaceOnTheSite() {
        List<String> faults = new ArrayList<>();
        pages.forEach((page, html) -> LINK.matcher(html).results().map(link -> link.group(1))
                .filter(link -> !link.matches("https?:.*|scheduler\\.html#.*") && !leadsSomewhere(page, link))
                .forEach(link -> faults.add(page + ": " + link)));
        assertThat(pages.get("index.html")).contains("href=\"MB-F18.html\"", "href=\"rules.html#MB-R101\"");
        assertThat(faults).as("links that lead nowhere").isEmpty();
    }

    private static boolean leadsSomewhere(String page, String link) {
        String name = link.startsWith("#") ? page : link.replaceFirst("#.*", "");
        String place = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
        return Files.isRegularFile(folder.resolve(name)) && (place.isEmpty()
                || PLACE.matcher(pages.getOrDefault(name, "")).results().anyMatch(id -> id.group(1).equals(place)));
    }

    @Test
    void everyPageCanBeReadHeardAndPrinted() {
        assertThat(written()).hasSizeGreaterThan(25);
        written().forEach((page, html) -> {
            assertThat(html).as(page).contains("<html lang=\"en\">", "name=\"viewport\"", "@media print", "<main>",
                    "prefers-color-scheme: dark").containsPattern("<title>\\S.* \\(metricsbuffer\\)</title>")
                    .containsOnlyOnce("<h1>");
            assertThat(PLACE.matcher(html).results().map(id -> id.group(1))).doesNotHaveDuplicates();
            assertThat(html).doesNotContain("<img src=\"\"", "alt=\"\"", "<!-- ");
        });
        pages.forEach((page, html) -> assertThat(Stream.of("<link", "<script src", "<iframe", "url(", "@import",
                "src=\"http").filter(html::contains)).as("what a browser would fetch of " + page).isEmpty());
    }

    @Test
    void aFileThatIsNotOnTheSiteIsItsPathOrIsWhereTheFilesAre(@TempDir Path other) throws IOException {
        String rule = "href=\"https://example.org/blob/1/docs/review/answers/MB-X02.md\"";
        Path there = new Website(ROOT, other, "https://example.org/blob/1").write();
        assertThat(there.resolve("MB-F03.html")).content().contains(rule).doesNotContain("class=\"path\"");
        there = new Website(ROOT, other, "").write();
        assertThat(there.resolve("MB-F03.html")).content().doesNotContain(rule)
                .contains("<small class=\"path\">docs/review/answers/MB-X02.md</small>");
        assertThat(there.resolve("measuring.html")).content().as("a path that is said twice")
                .doesNotContainPattern("(docs/measured|suite/benchmark)(</code>)? <small");
    }

    @Test
    void anotherVersionStays(@TempDir Path other) throws IOException {
        Path older = Files.createDirectories(other.resolve("0.0.9")).resolve("MB-F03.html");
        Files.writeString(older, "as it was");
        Path there = new Website(ROOT, other, "").write();
        Files.writeString(there.resolve("stale.html"), "of a page that is gone");
        new Website(ROOT, other, "").write();
        assertThat(older).hasContent("as it was");
        assertThat(there.resolve("stale.html")).doesNotExist();
        assertThat(other.resolve("index.html")).content().contains(there.getFileName() + "/index.html");
    }

    // Search.

    @Test
    void wordsFindARow() throws IOException {
        HtmlPage page = open();
        int all = rows(page).size();
        assertThat(all).isGreaterThan(40);
        assertThat(search(page, "negative")).singleElement().asString().contains("a total that is negative");
        assertThat(search(page, "Exception in thread \"main\" java.util.ConcurrentModificationException "
                + "at java.base/java.util.HashMap$HashIterator.nextNode(HashMap.java:1597)"))
                .singleElement().asString().contains("HashMap$HashIterator.nextNode").contains("MB-F01");
        assertThat(search(page, "negative, qwertyuiop")).as("with a word that no row has").hasSize(1);
        assertThat(search(page, "torn cut")).as("a failure mode, by its name").isNotEmpty()
                .allMatch(row -> row.contains("MB-F07"));
        assertThat(search(page, "go map iteration write")).singleElement().asString().contains("MB-F01");
        assertThat(page.getElementById("found").getTextContent())
                .isEqualTo("1 of " + all + " rows have these 4 words.");
        assertThat(page.<DomNode>getByXPath("//h3 | //th[. = 'you see']").stream().filter(DomNode::isDisplayed))
                .extracting(DomNode::getTextContent).containsExactly("Go, C#, Python, Rust", "you see");
        assertThat(search(page, "qwertyuiop")).as("if none has it").hasSize(all);
        assertThat(search(page, "")).hasSize(all);
    }

    @Test
    void withoutAScriptAllRowsAreThere() throws IOException {
        browser.getOptions().setJavaScriptEnabled(false);
        try {
            HtmlPage page = open();
            assertThat(page.getElementById("search")).isNull();
            assertThat(rows(page)).hasSizeGreaterThan(40);
        } finally {
            browser.getOptions().setJavaScriptEnabled(true);
        }
    }

    private static HtmlPage open() throws IOException {
        return browser.getPage(folder.resolve("index.html").toUri().toURL());
    }

    private static List<String> search(HtmlPage page, String words) {
        HtmlInput input = page.getHtmlElementById("words");
        input.setValue(words);
        input.fireEvent("input");
        return rows(page);
    }

    /** The rows of symptoms that are shown. */
    private static List<String> rows(HtmlPage page) {
        return page.<DomNode>getByXPath("//table[.//th[1] = 'you see']/tbody/tr").stream()
                .filter(DomNode::isDisplayed).map(DomNode::getTextContent).toList();
    }
}
