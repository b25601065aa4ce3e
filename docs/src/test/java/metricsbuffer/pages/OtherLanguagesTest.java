package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fixes of {@code docs/other-languages.md} are run where their tools are at hand, and skipped where not. */
class OtherLanguagesTest {

    /** A process that waits for ever holds the sink's lock: that is a failure, and no reason to wait for ever. */
    private static final int SECONDS = 120;

    enum Language {
        PYTHON(List.of("python3", "docs/claims/claims.py", "3")),
        GO(List.of("go", "run", "docs/languages/buffer.go")),
        CSHARP(List.of("mcs", "-out:OUT", "docs/languages/Buffer.cs"), List.of("mono", "OUT")),
        RUST(List.of("rustc", "-o", "OUT", "docs/languages/buffer.rs"), List.of("OUT"));

        private final List<List<String>> commands;

        @SafeVarargs
        Language(List<String>... commands) {
            this.commands = List.of(commands);
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void itsFixDeliversEverything(Language language) throws Exception {
        for (List<String> command : language.commands) {
            String tool = command.get(0);
            assumeThat(tool.equals("OUT") || isOnThePath(tool)).as("%s is on the path; without it the fix in %s is"
                    + " not run", tool, language).isTrue();
            run(command);
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        String out = folder.resolve("buffer.exe").toString();
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command.stream().map(word -> word.replace("OUT", out)).toList())
                .directory(Repository.ROOT.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends; it said: %s", command,
                    Files.readString(said)).isTrue();
            assertThat(process.exitValue()).as("%s said: %s", command, Files.readString(said)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean isOnThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
