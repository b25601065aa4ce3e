package metricsbuffer.suite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of packages in README.md is the map of the suite, and the suite is as its map says. */
class PackagesTest {

    private static final String SUITE = "metricsbuffer.suite.";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| .* \\| (.*) \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private final Map<String, String> importers = new TreeMap<>();

    PackagesTest() throws IOException {
        ROW.matcher(Files.readString(Path.of("README.md"))).results()
                .forEach(row -> importers.put(row.group(1), row.group(2)));
    }

    @Test
    void everyPackageIsInTheTableAndTheOtherWayRound() {
        assertThat(CLASSES.stream()
                .map(type -> type.getPackageName().substring(SUITE.length()).replaceFirst("\\..*", "")).distinct())
                .as("packages, against the table in shared-tests/README.md")
                .containsExactlyInAnyOrderElementsOf(importers.keySet());
    }

    @TestFactory
    Stream<DynamicTest> eachIsImportedByThoseThatTheTableNames() {
        return importers.keySet().stream().map(name -> dynamicTest(name, () -> classes()
                .that().resideInAPackage(SUITE + name + "..")
                .should().onlyHaveDependentClassesThat().resideInAnyPackage(
                        Stream.concat(Stream.of(name), importers(name)).map(importer -> SUITE + importer + "..")
                                .toArray(String[]::new))
                .as("only those that shared-tests/README.md names should import " + name).check(CLASSES)));
    }

    /** All are those that are not imported by all. */
    private Stream<String> importers(String name) {
        return importers.get(name).equals("all")
                ? importers.keySet().stream().filter(other -> !importers.get(other).equals("all"))
                : NAME.matcher(importers.get(name)).results().map(found -> found.group(1));
    }
}
