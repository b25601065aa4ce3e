package metricsbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module ships is what docs/maintaining/dependencies.md says. After the packaging, which is before an IT. */
class DependenciesIT {

    private static final Path PAGE = Path.of("../docs/maintaining/dependencies.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([\\w.-]+)( \\(native\\))? \\| (\\d[\\w.-]*) \\|");

    @Test
    void thePageNamesEachLibraryThatIsShippedAndNoOther() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> named = ROW.matcher(page).results().map(DependenciesIT::jar)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).as(PAGE + " against target/lib; if that has jars of an earlier build: mvn clean")
                .isEqualTo(shipped());
    }

    private static String jar(MatchResult row) {
        return row.group(1) + "-" + row.group(3) + (row.group(2) == null ? "" : "-native") + ".jar";
    }

    private static Set<String> shipped() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
