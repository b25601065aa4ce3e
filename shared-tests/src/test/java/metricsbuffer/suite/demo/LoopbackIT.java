package metricsbuffer.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the demo starts listens on the loopback interface only: as Linux has it, socket by socket. */
@Timeout(60)
class LoopbackIT {

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
    void brokerAndAgentListenOnLoopbackOnly() throws IOException {
        List<String> before = listening();
        try (Broker broker = Broker.start(); Agent agent = new Agent(null)) {
            List<String> opened = listening();
            opened.removeAll(before);

            assertThat(opened).as("the broker's two ports and the agent's").hasSizeGreaterThanOrEqualTo(3);
            assertThat(opened).allMatch(LoopbackIT::isLoopback);
            assertThat(agent.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
        assertThat(listening()).isEqualTo(before);
    }

    /** IPv4 addresses as they are stored, in the machine's byte order; those of IPv6 are ::1 and ::ffff:127.0.0.1. */
    private static boolean isLoopback(String row) {
        return row.startsWith("udp 0100007F:") || row.startsWith("tcp 0100007F:")
                || row.matches("(tcp6|udp6) (0{24}01000000|0{16}FFFF00000100007F):.*");
    }

    /** The TCP ports on which this process listens, and all its UDP ports: protocol, address and port, in hexadecimal. */
    private static List<String> listening() throws IOException {
        Set<String> mine = new HashSet<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    mine.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // closed in the meantime: that of the directory itself, at least
                }
            }
        }
        List<String> listening = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            Path table = Path.of("/proc/net", protocol);
            for (String row : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] columns = row.trim().split("\\s+");
                boolean open = protocol.startsWith("udp") || columns[STATE].equals(LISTENS);
                if (open && mine.contains("socket:[" + columns[INODE] + "]")) {
                    listening.add(protocol + " " + columns[LOCAL_ADDRESS]);
                }
            }
        }
        listening.sort(null);
        return listening;
    }
}
