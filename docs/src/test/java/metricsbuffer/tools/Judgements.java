package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What it counts as when a tool that reads says something of a buffer: {@code docs/tools/judgements.tsv}, made by hand
 * and to be discussed, with the reason in each row.
 */
final class Judgements {

    /** What it counts as. */
    enum CountsAs {
        /** It names the mistake, or the line that it is in and what is wrong there. */
        NAMES,
        /** It asks for a change that does not mend the mistake; of right code it says that something is wrong. */
        ACCUSES,
        /** True or a matter of taste, about threads, and not the mistake. */
        BESIDE,
        /** Not about threads. */
        STYLE
    }

    /**
     * A row.
     *
     * @param buffers those that it is about; empty for all others
     */
    record Row(String tool, String said, List<String> buffers, CountsAs countsAs, String reason) {}

    private static final String ALL_OTHERS = "*";

    private final List<Row> rows = new ArrayList<>();
    private final Set<Row> used = new LinkedHashSet<>();

    private Judgements() {}

    static Judgements read(Path root) throws IOException {
        Judgements judgements = new Judgements();
        Path file = root.resolve("docs/tools/judgements.tsv");
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 5 || cells[4].isBlank()) {
                    throw new IOException(file + ": five cells are needed, the last one is the reason: " + line);
                }
                judgements.rows.add(new Row(cells[0], cells[1],
                        cells[2].equals(ALL_OTHERS) ? List.of() : List.of(cells[2].split(",")),
                        CountsAs.valueOf(cells[3].toUpperCase(Locale.ROOT)), cells[4]));
            }
        }
        return judgements;
    }

    /** @throws IllegalArgumentException if there is no row for it */
    CountsAs of(String tool, String said, String buffer) {
        List<Row> fitting = rows.stream().filter(row -> row.tool().equals(tool) && row.said().equals(said)).toList();
        Optional<Row> row = fitting.stream().filter(one -> one.buffers().contains(buffer)).findFirst()
                .or(() -> fitting.stream().filter(one -> one.buffers().isEmpty()).findFirst());
        used.add(row.orElseThrow(() -> new IllegalArgumentException(
                "docs/tools/judgements.tsv has no row for what %s says of %s: %s".formatted(tool, buffer, said))));
        return row.get().countsAs();
    }

    /** Rows of these tools that nothing was looked up in so far. */
    List<Row> unused(Set<String> tools) {
        return rows.stream().filter(row -> tools.contains(row.tool()) && !used.contains(row)).toList();
    }
}
