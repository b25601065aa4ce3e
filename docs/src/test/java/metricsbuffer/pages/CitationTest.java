package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/** Who cites the repository names a version; it must be the one that was built. */
class CitationTest {

    private static final Pattern OF_THE_POM =
            Pattern.compile("<artifactId>metricsbuffer</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern OF_THE_CITATION = Pattern.compile("(?m)^version: \"?([^\"\\s]+)\"?\\s*$");
    private static final Pattern CITED_RULE = Pattern.compile("(MB-R\\d{3}), wording (\\d+)");
    private static final Pattern RELEASED = Pattern.compile("(?m)^date-released: \"?(\\d{4}-\\d{2}-\\d{2})\"?\\s*$");

    @Test
    void theVersionIsThePoms() throws IOException {
        assertThat(all(OF_THE_CITATION, "CITATION.cff")).as("version in CITATION.cff, against the root pom.xml")
                .hasSize(1).isEqualTo(all(OF_THE_POM, "pom.xml"));
    }

    @Test
    void whatIsToBeCopiedNamesThatVersionAndTheWordingsOfToday() throws IOException {
        String page = Files.readString(Repository.ROOT.resolve("docs/postmortem/citing.md")).replaceAll("\n>? ?", " ");
        assertThat(page).contains("version = {" + all(OF_THE_POM, "pom.xml").iterator().next() + "}");
        Wordings wordings = Wordings.read();
        List<MatchResult> cited = CITED_RULE.matcher(page).results().toList();
        assertThat(cited).hasSizeGreaterThan(1).allSatisfy(rule -> assertThat(rule.group(2)).as(rule.group())
                .isEqualTo(Integer.toString(wordings.number(Rule.of(rule.group(1))))));
        assertThat(page).contains("MB-R101, wording 1: " + Rule.R101.text() + " (");
    }

    /** A date of release belongs to a release, and a release has one. */
    @Test
    void aReleaseHasADateAndASnapshotHasNone() throws IOException {
        assertThat(all(RELEASED, "CITATION.cff")).as("lines 'date-released: YYYY-MM-DD' in CITATION.cff")
                .hasSize(all(OF_THE_POM, "pom.xml").iterator().next().endsWith("-SNAPSHOT") ? 0 : 1);
    }

    private static Set<String> all(Pattern pattern, String file) throws IOException {
        return Repository.mentions(pattern, List.of(Repository.ROOT.resolve(file))).keySet();
    }
}
