package metricsbuffer.suite.dogstatsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.OptionalLong;

/**
 * A UDP port on the loopback interface, which the system chose. Safe for one thread that receives and others that do
 * not.
 */
public final class UdpInlet implements Inlet {

    /** As much as Linux allows without privileges on many systems, and silently less on others. */
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private final DatagramChannel channel;
    private final InetSocketAddress address;

    public UdpInlet() throws IOException {
        // IPv4 by name: a socket of both families is listed elsewhere in /proc/net.
        channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        address = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void receive(ByteBuffer into) throws IOException {
        channel.receive(into);
    }

    @Override
    public void sendToMyself(ByteBuffer datagram) throws IOException {
        channel.send(datagram, address);
    }

    @Override
    public OptionalLong kernelDrops() {
        return KernelDrops.ofPort(address.getPort());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
