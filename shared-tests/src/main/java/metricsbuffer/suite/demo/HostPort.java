package metricsbuffer.suite.demo;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an address from the command line. */
final class HostPort implements ITypeConverter<InetSocketAddress> {

    private static final Pattern HOST_PORT = Pattern.compile("(.+):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher parts = HOST_PORT.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > LARGEST_PORT) {
            throw new TypeConversionException("expected host:port, was '" + text + "'");
        }
        InetSocketAddress address = new InetSocketAddress(parts.group(1), port);
        if (address.isUnresolved()) {
            throw new TypeConversionException("unknown host: '" + parts.group(1) + "'");
        }
        return address;
    }
}
