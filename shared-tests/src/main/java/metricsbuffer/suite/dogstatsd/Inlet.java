package metricsbuffer.suite.dogstatsd;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A socket of this machine to which datagrams are sent. Safe for one thread that receives and others that do not. */
interface Inlet extends Closeable {

    /** Where to send to. */
    SocketAddress address();

    /** Waits for a datagram. */
    void receive(ByteBuffer into) throws IOException;

    /**
     * Sends a datagram to this socket, without waiting for room: without room it is lost.
     *
     * @throws IOException if the socket is closed, or cannot be sent to at all
     */
    void sendToMyself(ByteBuffer datagram) throws IOException;

    /** How many datagrams the kernel has dropped here, or empty where the system does not tell, or drops none. */
    OptionalLong kernelDrops();
}
