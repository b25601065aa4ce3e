package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What a figure is worth nothing without: machine, JDK, date and command. No path, and no name of a host. */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    static ObjectNode describe(String command) throws IOException {
        return Results.JSON.createObjectNode()
                .put("machine", "%s, %d CPUs, %s %s".formatted(processor(), Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"), System.getProperty("os.arch")))
                .put("jdk", "%s, %s %s".formatted(System.getProperty("java.version"),
                        System.getProperty("java.vm.vendor"), System.getProperty("java.vm.name")))
                .put("date", LocalDate.now(ZoneOffset.UTC).toString())
                .put("command", command);
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown processor";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst().orElse("unknown processor");
        }
    }
}
