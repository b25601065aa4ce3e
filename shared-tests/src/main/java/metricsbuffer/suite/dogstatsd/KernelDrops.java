package metricsbuffer.suite.dogstatsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What Linux says of a UDP port in {@code /proc/net/udp}: how many datagrams it dropped because the receiver's
 * buffer was full. To the sender such a datagram was sent, so nothing else shows the loss.
 */
public final class KernelDrops {

    private static final Path TABLE = Path.of("/proc/net/udp");
    private static final int LOCAL_ADDRESS = 1;

    private KernelDrops() {}

    /** The drops on a local IPv4 port, or empty where the system does not tell. */
    public static OptionalLong ofPort(int port) {
        try {
            return inTable(Files.readAllLines(TABLE), port);
        } catch (IOException e) { // there is no such table, or it is not for us to read
            return OptionalLong.empty();
        }
    }

    static OptionalLong inTable(List<String> table, int port) {
        String address = ":%04X".formatted(port);
        for (String row : table) {
            String[] columns = row.trim().split("\\s+");
            if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(address)) {
                return OptionalLong.of(Long.parseLong(columns[columns.length - 1]));
            }
        }
        return OptionalLong.empty();
    }
}
