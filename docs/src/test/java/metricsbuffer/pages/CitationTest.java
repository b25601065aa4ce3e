package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who cites the repository names a version; it must be the one that was built. */
class CitationTest {

    private static final Pattern OF_THE_POM =
            Pattern.compile("<artifactId>metricsbuffer</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern OF_THE_CITATION = Pattern.compile("(?m)^version: \"?([^\"\\s]+)\"?\\s*$");
    private static final Pattern RELEASED = Pattern.compile("(?m)^date-released: \"?\\d{4}-\\d{2}-\\d{2}\"?\\s*$");

    @Test
    void theVersionIsThePoms() throws IOException {
        assertThat(only(OF_THE_CITATION, "CITATION.cff")).as("version in CITATION.cff, against the root pom.xml")
                .isEqualTo(only(OF_THE_POM, "pom.xml"));
    }

    /** A date of release belongs to a release, and a release has one. */
    @Test
    void aReleaseHasADateAndASnapshotHasNone() throws IOException {
        String citation = Files.readString(Repository.ROOT.resolve("CITATION.cff"));
        assertThat(RELEASED.matcher(citation).find()).as("CITATION.cff has a line 'date-released: YYYY-MM-DD'")
                .isEqualTo(!only(OF_THE_POM, "pom.xml").endsWith("-SNAPSHOT"));
    }

    private static String only(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Repository.ROOT.resolve(file)));
        assertThat(matcher.find()).as("a version in %s", file).isTrue();
        return matcher.group(1);
    }
}
