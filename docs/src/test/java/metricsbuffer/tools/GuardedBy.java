package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the annotation belongs that the authors must have had in mind: {@code docs/tools/guarded-by.tsv}, with the
 * buffer, a piece of a line that is there once, and the annotation to be put before it. A buffer that has none has a
 * row with the reason.
 */
final class GuardedBy {

    private static final String ANNOTATION = "@com.google.errorprone.annotations.concurrent.";
    private static final String NONE = "none";

    private record Row(String piece, String annotation) {}

    private final Map<String, List<Row>> byBuffer = new LinkedHashMap<>();

    private GuardedBy() {}

    static GuardedBy read(Path root) throws IOException {
        GuardedBy annotations = new GuardedBy();
        Path file = root.resolve("docs/tools/guarded-by.tsv");
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 3) {
                    throw new IOException(file + ": three cells are needed: " + line);
                }
                annotations.byBuffer.computeIfAbsent(cells[0], first -> new ArrayList<>())
                        .add(new Row(cells[1], cells[2]));
            }
        }
        return annotations;
    }

    Set<String> buffers() {
        return byBuffer.keySet();
    }

    boolean has(String buffer) {
        return !rows(buffer).get(0).piece().equals(NONE);
    }

    /** Why it has none. */
    String reason(String buffer) {
        return rows(buffer).get(0).annotation();
    }

    private List<Row> rows(String buffer) {
        List<Row> rows = byBuffer.get(buffer);
        if (rows == null) {
            throw new IllegalArgumentException("docs/tools/guarded-by.tsv has no row for " + buffer);
        }
        return rows;
    }

    /** A source with its annotations. */
    String in(String buffer, String source) throws IOException {
        String annotated = source;
        for (Row row : rows(buffer)) {
            int there = source.split(Pattern.quote(row.piece()), -1).length - 1;
            if (there > 1) {
                throw new IOException("%s: there %d times: %s".formatted(buffer, there, row.piece()));
            }
            annotated = annotated.replace(row.piece(), ANNOTATION + row.annotation().substring(1) + " " + row.piece());
        }
        return annotated;
    }

    /** @throws IOException if one of them is in none of these sources */
    void mustHaveBeenUsed(String buffer, List<Path> sources) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : sources) {
            all.append(Files.readString(source));
        }
        for (Row row : rows(buffer)) {
            if (all.indexOf(ANNOTATION + row.annotation().substring(1) + " " + row.piece()) < 0) {
                throw new IOException("%s: there is no '%s'".formatted(buffer, row.piece()));
            }
        }
    }
}
