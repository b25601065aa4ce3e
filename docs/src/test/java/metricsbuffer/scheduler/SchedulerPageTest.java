package metricsbuffer.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Explorer;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Verdict;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writes the page, and plays it in a browser without a screen. An error of its script fails the test that sees it. */
class SchedulerPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path FILE = Path.of("target", "scheduler.html");
    private static final String LOSES = "#buggy/RECORD_AND_FLUSH/";

    private static final List<Subject> subjects = new ArrayList<>();
    private static WebClient browser;

    @BeforeAll
    static void write() throws IOException {
        subjects.addAll(SchedulerTool.subjects(ROOT, List.of()));
        SchedulerTool.write(ROOT, subjects, FILE);
        browser = new WebClient(BrowserVersion.FIREFOX);
        browser.getOptions().setCssEnabled(false); // nothing here asks how it looks
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static HtmlPage open(String fragment) throws IOException {
        return browser.getPage(FILE.toUri() + fragment);
    }

    private static void click(HtmlPage page, String id) throws IOException {
        page.getElementById(id).click();
    }

    private static String text(HtmlPage page, String id) {
        return page.getElementById(id).getTextContent();
    }

    private static boolean isAble(HtmlPage page, String id) {
        return page.getElementById(id).getAttribute("aria-disabled").equals("false");
    }

    private static String fragment(HtmlPage page) {
        return "#" + page.getUrl().getRef();
    }

    // What it needs.

    @Test
    void itStandsAloneAndIsSmall() throws IOException {
        String html = Files.readString(FILE);
        assertThat(Stream.of("<img", "<link", "<script src", "<iframe", "url(", "@import", "fetch(")
                .filter(html::contains)).as("what a browser would fetch").isEmpty();
        assertThat(Files.size(FILE)).as("bytes").isLessThan(3_000_000);
    }

    // Playing.

    @Test
    void whoHasNeverSeenItCanMakeItLoseACount() throws IOException {
        HtmlPage page = open("");
        assertThat(text(page, "challenge")).startsWith("Make it lose a count. ");
        while (!text(page, "next-b").contains("hands A = 1 to the sink")) {
            click(page, "step-b");
        }
        click(page, "run-a");
        assertThat(isAble(page, "step-a")).as("whether the recorder can go on, when it has ended").isFalse();
        click(page, "run-b");
        assertThat(text(page, "verdict-title")).isEqualTo("A count is lost: lost 10 of A");
        assertThat(text(page, "why")).contains("You have done it").contains("MB-R101 is broken").contains("MB-F03");
        assertThat(text(page, "books")).contains("1, with the last flush");
    }

    @Test
    void everyChallengeHasASolution() throws IOException {
        for (Subject subject : subjects) {
            for (Challenge challenge : Challenge.of(subject)) {
                HtmlPage page = open("#" + subject + "/" + challenge.scenario() + "/");
                page.<DomElement>querySelector("[data-challenge='%s/%s'] button"
                        .formatted(challenge.kind(), challenge.scenario())).click();
                click(page, "solve");
                assertThat(isAble(page, "back")).as("whether the solution is shown from its beginning").isFalse();
                List<String> passed = new ArrayList<>();
                while (isAble(page, "forward")) {
                    passed.add(fragment(page));
                    click(page, "forward");
                }
                assertThat(text(page, "why")).as("%s, %s", subject, challenge).contains("You have done it");
                assertThat(fragment(page)).endsWith("/" + challenge.scenario() + "/" + challenge.solution());
                while (isAble(page, "back")) {
                    click(page, "back");
                    assertThat(fragment(page)).as("one step back").isEqualTo(passed.remove(passed.size() - 1));
                }
                assertThat(passed).isEmpty();
            }
        }
    }

    @Test
    void ofAFixItSaysThatNoneDoes() throws IOException {
        Subject fix = Subject.of(ROOT, "fix-lock");
        assertThat(Challenge.of(fix)).isEmpty();
        HtmlPage page = open("#fix-lock/RECORD_AND_FLUSH/");
        String all = "%,d".formatted(fix.graphs().get(ExploredScenario.RECORD_AND_FLUSH).schedules());
        assertThat(text(page, "challenge")).contains("none of all " + all + " schedules");
        assertThat(text(page, "none")).contains("Make it lose a count? None of ").contains("Make it throw? None of ");
    }

    @Test
    void aThreadThatWaitsSaysSo() throws IOException {
        HtmlPage page = open("#MB-X04/RECORD_AND_FLUSH/");
        assertThat(text(page, "next-a")).contains("enters");
        click(page, "step-a");
        assertThat(text(page, "next-b")).startsWith("WAITS");
        assertThat(isAble(page, "step-b")).isFalse();
        String before = fragment(page);
        click(page, "step-b");
        assertThat(fragment(page)).isEqualTo(before);
        assertThat(text(page, "fields")).contains("held by recorder");
        assertThat(page.<DomElement>querySelector("#code-b .marked").getTextContent()).as("the line where it waits")
                .contains("public synchronized void flush()");
        assertThat(text(page, "challenge")).as("what schedules do not show").contains("MB-R301");
    }

    @Test
    void keysDoWhatButtonsDo() throws IOException {
        HtmlPage page = open(LOSES);
        page.getBody().type('b');
        page.getBody().type('A');
        assertThat(fragment(page)).startsWith(LOSES + "ba");
        page.getBody().type('z');
        page.getBody().type('y');
        assertThat(isAble(page, "step-a")).isFalse();
        page.getBody().type('x');
        assertThat(fragment(page)).isEqualTo(LOSES);
        click(page, "keys");
        page.getBody().type('b');
        assertThat(fragment(page)).as("with keys off").isEqualTo(LOSES);
    }

    // What it says is what was seen.

    @Test
    void everyKindOfEndIsCalledAsItWasSeenAndItsLinksLeadToAFile() throws IOException {
        for (Subject subject : subjects) {
            for (Graph graph : subject.graphs().values()) {
                for (List<Integer> schedule : endingInEachKind(graph)) {
                    String words = graph.after(schedule).verdict().words();
                    HtmlPage page = open(Position.of(subject.id(), graph.scenario(), schedule));
                    assertThat(text(page, "verdict-title")).as("%s, %s", subject, graph.scenario())
                            .endsWith(words.equals("exact") ? "delivered once" : words);
                    assertThat(page.getAnchors()).extracting(link -> link.getHrefAttribute())
                            .filteredOn(link -> !link.startsWith("#")).hasSizeGreaterThan(words.equals("exact") ? 0 : 1)
                            .allMatch(link -> Files.isRegularFile(FILE.resolveSibling(link)));
                }
            }
        }
    }

    /** On the real class, once more, and on the page. */
    @Test
    void schedulesThatArePlayedAgainEndAsThePageSays() throws IOException {
        Random random = new Random(20_261_128);
        for (int played = 0; played < 200; played++) {
            Subject subject = subjects.get(random.nextInt(subjects.size()));
            List<Graph> graphs = List.copyOf(subject.graphs().values());
            Graph graph = graphs.get(random.nextInt(graphs.size()));
            List<Integer> schedule = graph.anySchedule(random);
            String words = Explorer.play(subject.module(), graph, schedule).words();
            HtmlPage page = open(Position.of(subject.id(), graph.scenario(), schedule));
            assertThat(text(page, "verdict-title")).as(fragment(page))
                    .endsWith(words.equals("exact") ? "delivered once" : words);
        }
    }

    private static List<List<Integer>> endingInEachKind(Graph graph) {
        List<List<Integer>> schedules = new ArrayList<>();
        Challenge.kinds(graph).forEach(kind ->
                schedules.add(graph.simplest(verdict -> verdict.kinds().contains(kind))));
        if (graph.schedules(verdict -> verdict.kinds().isEmpty()).signum() > 0) {
            schedules.add(graph.simplest(verdict -> verdict.kinds().isEmpty()));
        }
        return schedules;
    }

    // Positions.

    @Test
    void aPositionIsFoundAgain() throws IOException {
        HtmlPage page = open("#MB-X14/LATE_RECORDS/");
        for (String id : List.of("step-b", "step-b", "step-a", "step-b", "step-a")) {
            click(page, id);
        }
        assertThat(fragment(page)).isEqualTo("#MB-X14/LATE_RECORDS/b2aba");
        HtmlPage again = open(fragment(page));
        for (String part : List.of("fields", "books", "lanes", "next-a", "next-b", "scenario")) {
            assertThat(text(again, part)).as(part).isEqualTo(text(page, part));
        }
        assertThat(((HtmlSelect) again.getElementById("subject")).getSelectedOptions().get(0).getValueAttribute())
                .isEqualTo("MB-X14");
    }

    @Test
    void aPositionThatIsNoneSaysSoAndBeginsAnew() throws IOException {
        for (String broken : List.of("#nonsense", "#buggy/NO_SUCH/a", "#fix-none/TWO_RECORDS/a", LOSES + "a500",
                LOSES + "c", LOSES + "a2xb")) {
            browser.getPage("about:blank"); // or else it would be the same page, gone to another position
            HtmlPage page = open(broken);
            assertThat(text(page, "message")).as(broken).startsWith("This link leads nowhere: ")
                    .endsWith("So we begin anew.");
            assertThat(fragment(page)).as(broken).isEqualTo(LOSES);
            click(page, "step-a");
            assertThat(text(page, "message")).isEmpty();
        }
    }

    @Test
    void everyPositionThatAPageNamesIsThere() throws IOException {
        Pattern position = Pattern.compile("`(#[\\w-]+/[A-Z_]+/[a-c\\d]*)`");
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            for (Path file : pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                for (MatchResult named : position.matcher(Files.readString(file)).results().toList()) {
                    HtmlPage page = open(named.group(1));
                    assertThat(text(page, "message")).as("%s in %s", named.group(1), file).isEmpty();
                    assertThat(fragment(page)).isEqualTo(named.group(1));
                }
            }
        }
    }

    @Test
    void aScheduleIsTheSameAsAPath() {
        List<Integer> schedule = List.of(0, 0, 1, 1, 1, 2, 0);
        assertThat(Position.path(schedule)).isEqualTo("a2b3ca");
        assertThat(Position.schedule("a2b3ca")).isEqualTo(schedule);
    }

    @Test
    void anExerciseThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Subject.of(ROOT, "no-such")).isInstanceOf(IOException.class)
                .hasMessageContaining("there is no exercise 'no-such'");
    }

    /** The page counts again what the explorer has counted: by its own way, in the browser. */
    @Test
    void itCountsAsTheExplorerDoes() throws IOException {
        Graph graph = Subject.of(ROOT, "buggy").graphs().get(ExploredScenario.RECORD_AND_FLUSH);
        HtmlPage page = open(LOSES);
        page.getElementById("about-still").setAttribute("open", "");
        click(page, "step-a");
        click(page, "back");
        assertThat(text(page, "still")).contains("%d of %d".formatted(
                graph.schedules(verdict -> verdict.kinds().contains(Verdict.Kind.LOST)), graph.schedules()));
    }

    @Test
    void theFailureModesArePlayedWhereThePagesSay() throws IOException {
        for (List<String> example : Positions.all(ROOT)) {
            HtmlPage page = open(example.get(1));
            assertThat(text(page, "message")).as("%s", example).isEmpty();
            assertThat(page.getElementById("verdict").hasAttribute("hidden") ? text(page, "next-a") : text(page, "why"))
                    .as("%s", example).containsAnyOf(example.get(0), "WAITS");
        }
    }

    /** Each can be played, or the documentation says why not. */
    @Test
    void ofTheFailureModesThatAreNotPlayedItIsSaidWhy() throws IOException {
        Set<String> notPlayed = new TreeSet<>(new FailureModes(ROOT).all().keySet());
        Positions.all(ROOT).forEach(example -> notPlayed.remove(example.get(0)));
        Pattern row = Pattern.compile("(?m)^\\| \\[(MB-F\\d{2})]");
        assertThat(row.matcher(Files.readString(ROOT.resolve("docs/scheduler.md"))).results().map(id -> id.group(1)))
                .as("rows of docs/scheduler.md").containsExactlyElementsOf(notPlayed);
    }
}
