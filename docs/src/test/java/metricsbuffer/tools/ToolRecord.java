package metricsbuffer.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was heard in runs of the profile. A run of all tools makes a new one; a run of some replaces what these have
 * said.
 *
 * @param machine processors and operating system
 * @param command that makes such a record
 * @param tools in the order in which they were asked
 * @param answers of each tool about each buffer
 */
record ToolRecord(String machine, String command, List<Asked> tools, List<Answer> answers) {

    /**
     * A tool that was asked.
     *
     * @param jdk that it ran on
     * @param date of the run
     * @param load how busy the machine was when it began: runnable threads, an average over a minute
     * @param seconds that all its answers took
     */
    record Asked(String id, String name, String version, String jdk, String date, double load, double seconds) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static Path file(Path root) {
        return root.resolve("docs/measured/tools.json");
    }

    static ToolRecord read(Path root) throws IOException {
        return JSON.readValue(file(root).toFile(), ToolRecord.class);
    }

    /**
     * The same, but for what one tool has said.
     *
     * @param order of all tools, by ID
     */
    ToolRecord with(Asked tool, List<Answer> said, List<String> order) {
        List<Asked> asked = new ArrayList<>(tools);
        asked.removeIf(one -> one.id().equals(tool.id()));
        asked.add(tool);
        asked.sort(Comparator.comparingInt(one -> order.indexOf(one.id())));
        List<Answer> all = new ArrayList<>(answers);
        all.removeIf(answer -> answer.tool().equals(tool.id()));
        all.addAll(said);
        all.sort(Comparator.comparingInt(answer -> order.indexOf(answer.tool())));
        return new ToolRecord(machine, command, asked, all);
    }

    /** One line for each tool and each answer, so that two records can be compared by eye. */
    void write(Path root) throws IOException {
        Files.writeString(file(root), """
                {
                  "machine": %s,
                  "command": %s,
                  "tools": [
                %s
                  ],
                  "answers": [
                %s
                  ]
                }
                """.formatted(json(machine), json(command), lines(tools), lines(answers)));
    }

    private static String lines(List<?> each) {
        return each.stream().map(one -> "    " + json(one)).collect(Collectors.joining(",\n"));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
