package metricsbuffer.metrics;

import java.nio.file.Path;
import java.util.Objects;

/** Where a DogStatsD agent listens. */
public sealed interface AgentAddress {

    /**
     * A UDP port.
     *
     * @param host name or address of the host
     */
    record Udp(String host, int port) implements AgentAddress {

        public Udp {
            Objects.requireNonNull(host, "host");
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port: must be from 1 to 65535, was " + port);
            }
        }

        @Override
        public String toString() {
            return "udp://" + host + ":" + port;
        }
    }

    /** A Unix socket for datagrams, which is what an agent opens unless it is told otherwise. */
    record UnixSocket(Path path) implements AgentAddress {

        public UnixSocket {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return "unix://" + path.toUri().getRawPath();
        }
    }
}
