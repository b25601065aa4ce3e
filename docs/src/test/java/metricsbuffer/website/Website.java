package metricsbuffer.website;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.markdown.Markdown;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Some of the pages as a folder of HTML that needs nothing else, in a folder of their version, so that an address that
 * was cited stays what it was. A link to a file that is not in it is the file's path, or leads to where the files are.
 */
final class Website {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>metricsbuffer</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern POSITION = Pattern.compile("#[\\w-]+/[A-Z_]+/[a-c\\d]*");

    private static final String SYMPTOMS = "docs/failure-modes/README.md";

    /** What is written beside the failure modes: the file, and what the bar at the top calls the page. */
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put(SYMPTOMS, "Symptoms");
        PAGES.put("docs/rules.md", "Rules");
        PAGES.put("docs/recorded-verdicts.md", "Recorded verdicts");
        PAGES.put("docs/other-languages.md", "Other languages");
        PAGES.put("docs/rollout.md", "Rollout");
        PAGES.put("docs/measuring.md", "Measured");
        PAGES.put("docs/postmortem/incident.md", "The incident");
        PAGES.put("docs/elsewhere.md", "Elsewhere");
        PAGES.put("docs/glossary.md", "Glossary");
        PAGES.put("docs/postmortem/citing.md", "Citing");
    }

    /**
     * A page that the build writes by itself.
     *
     * @param name the file's name in {@code docs/target}, and on the site
     * @param about the place of the repository that is about it; a link to that leads to this page
     * @param made how to make it
     */
    private record Built(String name, String title, String about, String made) {}

    private static final List<Built> BUILT = List.of(
            new Built("handout.html", "Handout", "docs/trainer/handout.md", "mvn -q test -pl docs -Dtest=HandoutTest"),
            new Built("scheduler.html", "Be the scheduler", "docs/scheduler.md#positions", "mvn -q -Pscheduler"),
            new Built("verdicts.html", "Verdicts", "target/verdicts.html", "mvn verify"));

    private final Path root;
    private final String files;
    private final Path folder;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    /**
     * @param root the root of the repository
     * @param site where the site goes; what is there of this version is replaced
     * @param files where the repository's files can be read, or empty if that is not known
     */
    Website(Path root, Path site, String files) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.files = files;
        Matcher version = VERSION.matcher(Files.readString(root.resolve("pom.xml")));
        if (!version.find()) {
            throw new IOException("no version in " + root.resolve("pom.xml"));
        }
        this.folder = site.resolve(version.group(1));
    }

    /** Writes all of it, and returns the folder of this version. */
    Path write() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
        List<String> pages = Stream.concat(PAGES.keySet().stream(), failureModes().stream()).toList();
        pages.forEach(page -> addresses.put(page, address(page)));
        for (Built built : BUILT) {
            Path made = root.resolve("docs/target").resolve(built.name);
            if (Files.exists(made)) {
                addresses.put(built.about, built.name);
                // The one page that has links into the repository.
                Files.writeString(folder.resolve(built.name), Files.readString(made)
                        .replace("'../failure-modes/' + id + '.md'", "id + '.html'")
                        .replace("<a href=\"../scheduler.md\">docs/scheduler.md</a>", "docs/scheduler.md"));
            }
        }
        for (String page : pages) {
            Files.writeString(folder.resolve(addresses.get(page)), html(page));
        }
        String newest = folder.getFileName() + "/index.html";
        Files.writeString(folder.resolveSibling("index.html"), """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>metricsbuffer</title>
                <meta http-equiv="refresh" content="0; url=%1$s"></head>
                <body><a href="%1$s">metricsbuffer %2$s</a></body></html>
                """.formatted(newest, folder.getFileName()));
        return folder;
    }

    private List<String> failureModes() throws IOException {
        try (Stream<Path> pages = Files.list(root.resolve(SYMPTOMS).getParent())) {
            return pages.map(file -> file.getFileName().toString()).filter(name -> name.matches("MB-F\\d{2}\\.md"))
                    .sorted().map(name -> "docs/failure-modes/" + name).toList();
        }
    }

    private static String address(String page) {
        return page.equals(SYMPTOMS) ? "index.html" : page.replaceAll(".*/|\\.md$", "") + ".html";
    }

    private String html(String page) throws IOException {
        String markdown = Files.readString(root.resolve(page));
        String title = markdown.substring("# ".length(), markdown.indexOf('\n'));
        Node text = Markdown.parse(markdown);
        OnTheSite links = new OnTheSite(root.resolve(page));
        text.accept(links);
        for (Path image : links.images) {
            Files.copy(image, folder.resolve(image.getFileName()));
        }
        String body = bar(page) + "<main>\n" + Markdown.html(text, (node, tag, attributes) -> {}) + "</main>\n"
                + "<footer>metricsbuffer %s, %s. <a href=\"citing.html\">How to cite it</a>.%s</footer>\n"
                        .formatted(folder.getFileName(), page, page.equals(SYMPTOMS) ? missing() : "");
        if (page.equals(SYMPTOMS)) {
            try (var script = Website.class.getResourceAsStream("search.js")) {
                body += "<script>\n" + new String(script.readAllBytes(), StandardCharsets.UTF_8) + "</script>\n";
            }
        }
        return Markdown.page(Markdown.escaped(title) + " (metricsbuffer)", Markdown.class, "page.css", body);
    }

    private String bar(String page) {
        Stream<String> pages = PAGES.keySet().stream().map(each -> "<a href=\"%s\"%s>%s</a>".formatted(
                addresses.get(each), each.equals(page) ? " aria-current=\"page\"" : "", PAGES.get(each)));
        Stream<String> built = BUILT.stream().filter(each -> addresses.containsKey(each.about))
                .map(each -> "<a href=\"%s\">%s</a>".formatted(each.name, each.title));
        return Stream.concat(pages, built).collect(Collectors.joining("\n", "<nav>\n", "\n</nav>\n"));
    }

    private String missing() {
        return BUILT.stream().filter(each -> !addresses.containsKey(each.about))
                .map(each -> " Not in this copy: %s; <code>%s</code> makes it.".formatted(each.title, each.made))
                .collect(Collectors.joining());
    }

    /** Makes the links of a page those of the site. */
    private final class OnTheSite extends AbstractVisitor {

        private final Path file;
        private final Set<Path> images = new LinkedHashSet<>();

        OnTheSite(Path file) {
            this.file = file;
        }

        @Override
        public void visit(Link link) {
            String[] to = link.getDestination().split("(?=#)", 2);
            if (to[0].matches("#.*|[a-z]+:.*")) {
                return;
            }
            String path = root.relativize(file.resolveSibling(to[0]).normalize()).toString().replace('\\', '/');
            String place = to.length == 1 ? "" : to[1];
            if (addresses.containsKey(path + place)) {
                link.setDestination(addresses.get(path + place));
            } else if (addresses.containsKey(path)) {
                link.setDestination(addresses.get(path) + place);
            } else if (!files.isEmpty()) {
                link.setDestination(files + "/" + path + place);
            } else {
                Node words = link.getFirstChild();
                if (!path.equals(words instanceof Code code ? code.getLiteral()
                        : words instanceof Text text ? text.getLiteral() : "")) {
                    around(link, "", " <small class=\"path\">" + Markdown.escaped(path) + "</small>");
                }
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }

        @Override
        public void visit(Image image) {
            Path drawn = file.resolveSibling(image.getDestination());
            images.add(drawn);
            image.setDestination(drawn.getFileName().toString());
            around(image, "<span class=\"scroll\">", "</span>");
        }

        /** A position of the scheduler is a link to it. */
        @Override
        public void visit(Code code) {
            if (addresses.containsValue("scheduler.html") && POSITION.matcher(code.getLiteral()).matches()) {
                around(code, "<a href=\"scheduler.html" + code.getLiteral() + "\">", "</a>");
            }
        }

        /** A table that is wider than the screen is moved in a box. */
        @Override
        public void visit(CustomBlock block) {
            visitChildren(block);
            if (block instanceof TableBlock) {
                around(block, "<div class=\"scroll\">\n", "</div>\n");
            }
        }

        @Override
        public void visit(HtmlBlock block) {
            if (block.getLiteral().startsWith("<!--")) {
                block.unlink();
            }
        }

        private static void around(Node node, String begin, String end) {
            HtmlInline before = new HtmlInline();
            before.setLiteral(begin);
            node.insertBefore(before);
            HtmlInline after = new HtmlInline();
            after.setLiteral(end);
            node.insertAfter(after);
        }
    }
}
