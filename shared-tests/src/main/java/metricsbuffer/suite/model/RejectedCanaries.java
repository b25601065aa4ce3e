package metricsbuffer.suite.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which canaries this build has rejected. Canaries and scenarios are the same in every module, and a build has one JDK:
 * what one module's check has rejected, by its turn, needs no other. Each rejection leaves a note, stamped with the
 * build; outside Maven there is no stamp, and every check rejects its canary itself.
 *
 * <p>With {@code -Dmodel.canaries=shapes}, which the folder of a module sets, a note stands for all scenarios of its
 * shape: of one class, with other parameters, and the same canary.
 */
final class RejectedCanaries {

    private static final Path NOTES = Path.of(System.getProperty("mb.canaries", "target/canaries"));
    private static final String BUILD = System.getProperty("mb.stamp");
    private static final boolean SHAPES = System.getProperty("model.canaries", "all").equals("shapes");

    private RejectedCanaries() {}

    /** Where the canary of a scenario, or one of its shape, was rejected in this build; empty if it was not. */
    static Optional<String> find(String scenario, String shape) {
        try {
            Path note = note(scenario, shape);
            List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
            return lines.size() == 2 && lines.get(0).equals(BUILD) ? Optional.of(lines.get(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes down that the canary of a scenario was rejected, and where. */
    static void add(String scenario, String shape, Exploration rejected) {
        try {
            Files.createDirectories(NOTES);
            Files.write(note(scenario, shape), List.of(String.valueOf(BUILD),
                    rejected.explored() + " of " + scenario));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path note(String scenario, String shape) {
        return NOTES.resolve((SHAPES ? shape : scenario) + ".txt");
    }
}
