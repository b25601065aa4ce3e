package metricsbuffer.suite.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The modules are copies on purpose: {@code diff -r buggy/src/main fix-lock/src/main} must show the fix and nothing
 * else. This compares the module that runs it with the other three, file by file, and names what drifted.
 */
public abstract class ModuleCopies {

    /** What may differ: the strategy, what the module declares, and its page. */
    private static final Set<String> MAY_DIFFER = Set.of(
            "src/main/java/metricsbuffer/metrics/MetricsBuffer.java",
            "src/test/resources/module.properties");

    private final Path here = Path.of("").toAbsolutePath();
    private final Path root = here.getParent();

    @Test
    void onlyTheBufferDiffers() throws IOException {
        List<String> drift = new ArrayList<>();
        for (String other : others()) {
            Set<String> files = new TreeSet<>(files(here));
            files.addAll(files(root.resolve(other)));
            files.removeAll(MAY_DIFFER);
            for (String file : files) {
                if (!same(here.resolve(file), root.resolve(other).resolve(file))) {
                    drift.add(here.getFileName() + "/" + file + " and " + other + "/" + file);
                }
            }
        }
        assertThat(drift)
                .as("files that must be the same in every module and are not.%n"
                        + "Make the change in one module, then copy it to the others, for instance%n"
                        + "  for m in fix-snapshot fix-lock fix-concurrent; do cp buggy/FILE $m/FILE; done")
                .isEmpty();
    }

    @Test
    void theBufferHasTheSamePublicSignatures() throws IOException {
        Path buffer = Path.of("src/main/java/metricsbuffer/metrics/MetricsBuffer.java");
        for (String other : others()) {
            assertThat(publicSignatures(here.resolve(buffer)))
                    .as("public signatures of MetricsBuffer, here and in %s", other)
                    .isEqualTo(publicSignatures(root.resolve(other).resolve(buffer)));
        }
    }

    @Test
    void thePomsDifferInArtifactIdAndNameOnly() throws IOException {
        for (String other : others()) {
            assertThat(pomWithoutNames(here)).as("pom.xml, here and in %s", other)
                    .isEqualTo(pomWithoutNames(root.resolve(other)));
        }
    }

    private List<String> others() {
        assertThat(Modules.ALL).as("the module that runs this").contains(here.getFileName().toString());
        return Modules.ALL.stream().filter(module -> !module.equals(here.getFileName().toString()))
                .filter(module -> !isChanged(here) && !isChanged(root.resolve(module))).toList();
    }

    /** Whether an exercise was applied to the module: then it is meant to differ. */
    private static boolean isChanged(Path module) {
        return Files.exists(Modules.exerciseMark(module));
    }

    private static Set<String> files(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> module.relativize(file).toString().replace('\\', '/')).collect(Collectors.toSet());
        }
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) == -1;
    }

    /** The public members of the class itself; a nested class is the strategy's own affair. */
    private static Set<String> publicSignatures(Path source) throws IOException {
        return Pattern.compile("(?m)^ {4}public [^{=;]*").matcher(Files.readString(source)).results()
                .map(MatchResult::group).map(signature -> signature.replaceAll("\\s+", " ").trim())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pomWithoutNames(Path module) throws IOException {
        String name = module.getFileName().toString();
        return Files.readString(module.resolve("pom.xml")).replaceFirst("<name>.*</name>", "").replace(name, "MODULE");
    }
}
