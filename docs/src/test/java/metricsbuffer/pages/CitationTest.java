package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who cites the repository names a version; it must be the one that was built. */
class CitationTest {

    private static final Pattern OF_THE_POM =
            Pattern.compile("<artifactId>metricsbuffer</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern OF_THE_CITATION = Pattern.compile("(?m)^version: \"?([^\"\\s]+)\"?\\s*$");
    private static final Pattern RELEASED = Pattern.compile("(?m)^date-released: \"?(\\d{4}-\\d{2}-\\d{2})\"?\\s*$");

    @Test
    void theVersionIsThePoms() throws IOException {
        assertThat(all(OF_THE_CITATION, "CITATION.cff")).as("version in CITATION.cff, against the root pom.xml")
                .hasSize(1).isEqualTo(all(OF_THE_POM, "pom.xml"));
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
