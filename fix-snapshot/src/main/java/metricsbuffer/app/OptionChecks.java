package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the values of options must be. Each check returns, or throws a {@link ParameterException} whose message names
 * the option and says what would be right. For one thread.
 */
final class OptionChecks {

    /** What Kafka allows as the name of a topic, and two names that the broker cannot make a folder of. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    /** As the Kafka clients read it: a listener's name may come first, and an IPv6 address may have brackets. */
    private static final Pattern SERVER =
            Pattern.compile("(?:[a-zA-Z0-9._%-]*://)?\\[?[a-zA-Z0-9._:%-]+]?:(\\d{1,9})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    /** In bytes. Kafka's protocol ends at 32,767, and the names of the group's members begin with that of the group. */
    private static final int LONGEST_GROUP = 32_000;
    /** What every system allows as the path of a Unix socket, in bytes. */
    private static final int LONGEST_SOCKET_PATH = 103;
    private static final int LARGEST_PROPERTIES = 1 << 20;
    private static final int HIGHEST_PORT = 65535;

    private final CommandLine commandLine;

    OptionChecks(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    ParameterException invalid(String option, String problem) {
        return new ParameterException(commandLine, "Invalid value for option '" + option + "': " + problem);
    }

    void topic(String option, String name) {
        if (!TOPIC.matcher(name).matches()) {
            throw invalid(option,
                    "must be 1 to 249 of a-z A-Z 0-9 . _ -, and neither '.' nor '..', was '" + name + "'");
        }
    }

    /** Kafka takes nearly anything that is not blank; a character that nobody sees would only be a mistake. */
    void group(String option, String id) {
        if (id.isBlank() || id.chars().anyMatch(Character::isISOControl) || id.getBytes(UTF_8).length > LONGEST_GROUP) {
            throw invalid(option, "must not be blank, have no control characters, and be at most " + LONGEST_GROUP
                    + " bytes long, was '" + id + "'");
        }
    }

    void servers(String option, String servers) {
        for (String server : servers.split(",", -1)) {
            Matcher matcher = SERVER.matcher(server.strip());
            if (!matcher.matches() || !isPort(Long.parseLong(matcher.group(1)))) {
                throw invalid(option, "must be HOST:PORT, or several with commas between (Kafka's bootstrap.servers),"
                        + " ports from 1 to " + HIGHEST_PORT + ", was '" + servers + "'");
            }
        }
    }

    /** It must resolve: the DogStatsD client looks it up once. */
    void host(String option, String host) {
        try {
            if (host.isBlank()) {
                throw new UnknownHostException(); // Java takes an empty name for the loopback address
            }
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw invalid(option, "must be the name or the address of a host that is known, was '" + host + "'");
        }
    }

    long wholeNumber(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw invalid(option, "must be a whole number from " + least + " to " + most + ", was '" + text + "'");
    }

    /** A number from 0 on, with or without decimals. */
    double decimal(String option, String text, int most) {
        if (DECIMAL.matcher(text.strip()).matches()) {
            double number = Double.parseDouble(text.strip());
            if (number <= most) {
                return number;
            }
        }
        throw invalid(option, "must be a number from 0 to " + most + " such as 0.05, was '" + text + "'");
    }

    String oneOf(String option, String text, String... allowed) {
        if (!List.of(allowed).contains(text)) {
            throw invalid(option, "must be " + String.join(" or ", allowed) + ", was '" + text + "'");
        }
        return text;
    }

    /**
     * While it lasts the consumer is not polled.
     *
     * @param maxPollInterval in ms
     */
    void shorter(String option, String what, Duration value, long maxPollInterval) {
        if (value.toMillis() >= maxPollInterval) {
            throw invalid(option, what + ", " + value.toMillis() + " ms, must be shorter than max.poll.interval.ms, "
                    + maxPollInterval + ": the consumer is not polled while it lasts, and would be thrown out of its"
                    + " group");
        }
    }

    /** There may be none yet: the agent may come later. */
    Path socket(String option, String text) {
        Path path = path(option, text, "the path of a socket");
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            throw invalid(option, path + " is a " + (Files.isDirectory(path) ? "directory" : "file")
                    + ", and not a socket");
        }
        // The client opens it by its absolute path.
        Path absolute = path.toAbsolutePath();
        if (absolute.toString().getBytes(UTF_8).length > LONGEST_SOCKET_PATH) {
            throw invalid(option, "longer than the path of a socket may be, " + LONGEST_SOCKET_PATH + " bytes: "
                    + absolute);
        }
        return path;
    }

    /** The settings in a properties file. */
    Map<String, String> properties(String option, String text) {
        Path file = path(option, text, "the path of a properties file");
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_PROPERTIES + 1);
            if (content.length > LARGEST_PROPERTIES) {
                throw invalid(option, file + " is larger than a properties file may be, " + LARGEST_PROPERTIES
                        + " bytes");
            }
            properties.load(new StringReader(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString()));
        } catch (NoSuchFileException e) {
            throw invalid(option, "there is no file " + file);
        } catch (AccessDeniedException e) {
            throw invalid(option, "no permission to read " + file);
        } catch (CharacterCodingException e) {
            throw invalid(option, file + " is not a text in UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(option, "cannot read " + file + ": " + e.getMessage());
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Refuses an option together with each of the others. */
    void notTogether(String option, String... others) {
        ParseResult given = commandLine.getParseResult();
        for (String other : others) {
            if (given.hasMatchedOption(option) && given.hasMatchedOption(other)) {
                throw new ParameterException(commandLine, option + " and " + other + " exclude each other");
            }
        }
    }

    /** Refuses each of the others without this option. */
    void onlyWith(String option, String... others) {
        ParseResult given = commandLine.getParseResult();
        for (String other : others) {
            if (given.hasMatchedOption(other) && !given.hasMatchedOption(option)) {
                throw new ParameterException(commandLine, other + " makes sense with " + option + " only");
            }
        }
    }

    private Path path(String option, String text, String expected) {
        if (text.isBlank()) {
            throw invalid(option, "must be " + expected + ", was '" + text + "'"); // it would be the current folder
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw invalid(option, "must be " + expected + ": " + e.getMessage());
        }
    }

    private static boolean isPort(long number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }
}
