package metricsbuffer.suite.dogstatsd;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * A Unix socket for datagrams. Java itself has Unix sockets for streams only, so
 * this is the library that the DogStatsD client uses.
 *
 * <p>The kernel drops nothing here: it has the sender wait, or refuses.
 */
final class UnixInlet implements Inlet {

    private final Path ownDirectory; // null if someone else's
    private final UnixDomainSocketAddress address;
    private final UnixDatagramChannel receiving;
    private final UnixDatagramChannel sending;

    static UnixInlet inDirectoryOfItsOwn() throws IOException {
        Path directory = Files.createTempDirectory("dogstatsd");
        return new UnixInlet(directory, directory.resolve("agent.socket"));
    }

    /** @param ownDirectory is removed with the socket, or null */
    UnixInlet(Path ownDirectory, Path socket) throws IOException {
        this.ownDirectory = ownDirectory;
        address = UnixDomainSocketAddress.of(socket);
        receiving = UnixDatagramChannel.open();
        receiving.bind(new UnixSocketAddress(address.getPath().toFile()));
        // Apart, because the one that receives must wait and this one must not.
        sending = UnixDatagramChannel.open();
        sending.configureBlocking(false);
    }

    @Override
    public UnixDomainSocketAddress address() {
        return address;
    }

    @Override
    public void receive(ByteBuffer into) throws IOException {
        receiving.receive(into);
    }

    @Override
    public void sendToMyself(ByteBuffer datagram) throws IOException {
        try {
            sending.send(datagram, new UnixSocketAddress(address.getPath().toFile()));
        } catch (IOException e) {
            // The library tells a full socket from other failures by a text of the system's only.
            if (!receiving.isOpen() || Files.notExists(address.getPath())) {
                throw e;
            }
        }
    }

    @Override
    public OptionalLong kernelDrops() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        try (receiving; sending) {
            Files.deleteIfExists(address.getPath());
            if (ownDirectory != null) {
                Files.deleteIfExists(ownDirectory);
            }
        }
    }
}
