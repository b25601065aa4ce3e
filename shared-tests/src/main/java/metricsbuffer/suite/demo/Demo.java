package metricsbuffer.suite.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import metricsbuffer.suite.support.ExitMark;
import metricsbuffer.suite.verdict.Expectations;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows the incident, or that it does not happen, with the module that is on the class path: a broker, a DogStatsD
 * agent and a consumer, two stalls, and at the end what was recorded against what was delivered.
 *
 * <p>Ends by itself: with 0 if it ran, whatever it shows; with 1 if it could not run; with 2 if its arguments
 * are wrong.
 */
@Command(name = "demo", sortOptions = false,
        description = "Stalls this module's consumer twice, and compares what it recorded with what was delivered.",
        footer = {"", "With Maven: mvn -q -Pdemo -Ddemo.args=\"--dogstatsd 127.0.0.1:8125\""})
public final class Demo implements Callable<Integer> {

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", split = ",", converter = HostPort.class,
            description = "An existing Kafka cluster. The demo creates topics named metricsbuffer-demo-... there, and"
                    + " deletes them. Default: a broker that the demo starts, on the loopback interface.")
    private List<InetSocketAddress> bootstrapServers;

    @Option(names = "--dogstatsd", paramLabel = "HOST:PORT", converter = HostPort.class,
            description = "An existing DogStatsD agent, over UDP. What arrives there cannot be known: 'delivered' is"
                    + " what the client has taken. Default: a listener that the demo starts.")
    private InetSocketAddress dogStatsD;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this, and ends.")
    private boolean help;

    private Demo() {}

    public static void main(String[] args) {
        ExitMark.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DemoException) {
                command.getErr().println("demo: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr()); // not foreseen: then every detail counts
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() {
        muteTheConsumer();
        String module = Expectations.load().module();
        Story story = new Story();
        story.banner(Story.Tone.PLAIN, "module '" + module + "'",
                "a Kafka consumer, its stuck detector, and the metrics buffer that both use");
        if (bootstrapServers == null) {
            story.tell("setup", "starting a Kafka broker in this JVM ...");
        }
        try (Broker broker = bootstrapServers == null ? Broker.start() : Broker.existing(bootstrapServers)) {
            story.tell("setup", broker.describe());
            new Incident(story, module, broker, dogStatsD).show();
        }
        return CommandLine.ExitCode.OK;
    }

    /** What happens is told by the demo; the same from the consumer's log would stand between the lines. */
    private static void muteTheConsumer() {
        for (Logger logger : ((Logger) LoggerFactory.getLogger("metricsbuffer")).getLoggerContext().getLoggerList()) {
            if (logger.getName().startsWith("metricsbuffer")) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
