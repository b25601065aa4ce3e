package metricsbuffer.suite.demo;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an address from the command line. */
final class HostPort implements ITypeConverter<InetSocketAddress> {

    private static final int LARGEST_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new TypeConversionException("expected host:port, was '" + text + "'");
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a port: '" + text.substring(colon + 1) + "'");
        }
        if (port < 1 || port > LARGEST_PORT) {
            throw new TypeConversionException("not a port: " + port);
        }
        InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), port);
        if (address.isUnresolved()) {
            throw new TypeConversionException("unknown host: '" + text.substring(0, colon) + "'");
        }
        return address;
    }
}
