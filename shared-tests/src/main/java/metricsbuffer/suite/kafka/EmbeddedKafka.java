package metricsbuffer.suite.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.BrokerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import metricsbuffer.suite.support.Folders;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import scala.Option;

/**
 * A Kafka broker, and the controller that it needs, in this JVM: the production code of Kafka on two loopback
 * ports that the system chose, with its data in a temporary directory.
 *
 * <p>A cold start takes about two seconds, a warm one a third of one. {@link #close()} ends every thread it
 * started and removes its data. Safe for use by several threads; {@link #stop()} and {@link #restart()} wait for
 * each other.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String CLIENTS = "PLAINTEXT";
    private static final String CONTROLLER = "CONTROLLER";
    private static final int NODE = 1;

    private final Path data;
    private final SecureListener secure; // null without
    private volatile int securePort;
    private KafkaRaftServer server; // guarded by this; null while stopped
    private volatile int port; // 0 until the system has chosen one, and the same from then on

    /** Starts a broker, and returns when clients can connect to it. */
    public EmbeddedKafka() {
        this(false);
    }

    private EmbeddedKafka(boolean secured) {
        try {
            data = Files.createTempDirectory("embedded-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory for the broker's data", e);
        }
        try {
            secure = secured ? new SecureListener(data) : null;
            format();
            restart();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts a broker that listens on one more port, with TLS and for those only who know a password (SASL/PLAIN). */
    public static EmbeddedKafka secured() {
        return new EmbeddedKafka(true);
    }

    /** Where clients connect who use TLS and the password: host:port. The same after a restart. */
    public String secureServers() {
        return HOST + ":" + securePort;
    }

    /** The settings of a client of {@link #secureServers()}; it reads the password from a file. */
    public Map<String, String> secureClient() {
        return secure.clientConfiguration(secure.passwordInFile());
    }

    /** The same with another password, in the settings themselves. */
    public Map<String, String> secureClient(String password) {
        return secure.clientConfiguration(password);
    }

    /** The right password. */
    public String password() {
        return secure.password();
    }

    /** Where clients connect: host:port. The same after a restart. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Where the broker keeps its data, until it is closed. */
    Path data() {
        return data;
    }

    /** A new admin client of this broker, which the caller closes. */
    public Admin newAdmin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Creates a topic, and returns when every partition of it can be written and read. */
    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    /** The same with settings of the topic's own. */
    public void createTopic(String topic, int partitions, Map<String, String> settings) {
        try (Admin admin = newAdmin()) {
            Topics.create(admin, topic, partitions, settings);
        }
    }

    /** Stops the broker and keeps its data: to its clients, a broker that went away. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Starts the broker again, on the same port and with the data it had. Does nothing while it runs. */
    public synchronized void restart() {
        if (server != null) {
            return;
        }
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(configuration()), Time.SYSTEM);
        server = starting; // before it is up, so that close() ends one that failed half way
        starting.startup();
        port = boundPort(starting, CLIENTS);
        if (secure != null) {
            securePort = boundPort(starting, SecureListener.NAME);
        }
    }

    /** Stops the broker and removes its data. May be repeated. */
    @Override
    public synchronized void close() {
        stop();
        try {
            Folders.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's data could not be removed", e);
        }
    }

    private void format() {
        String directory = data.toString();
        Formatter formatter = new Formatter()
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(CONTROLLER)
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setInitialControllers(DynamicVoters.parse(NODE + "@" + HOST + ":0:" + Uuid.randomUuid()))
                .setHasDynamicQuorum(true);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory could not be formatted: " + data, e);
        }
    }

    private Map<String, String> configuration() {
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", String.valueOf(NODE));
        config.put("log.dirs", data.toString());
        config.put("listeners", CLIENTS + "://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":0");
        config.put("controller.listener.names", CONTROLLER);
        if (secure != null) {
            config.merge("listeners", SecureListener.NAME + "://" + HOST + ":" + securePort, (a, b) -> a + "," + b);
            config.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT,"
                    + SecureListener.NAME + ":SASL_SSL");
            config.putAll(secure.brokerConfiguration());
        }
        // Must not be empty, and is never used: the only voter is this node.
        config.put("controller.quorum.bootstrap.servers", HOST + ":1");
        // One broker cannot replicate.
        config.put("offsets.topic.replication.factor", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        // Small and quick: what a test waits for are its own records, not housekeeping.
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("log.cleaner.dedupe.buffer.size", "2097152");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.consumer.heartbeat.interval.ms", "200");
        config.put("group.consumer.min.heartbeat.interval.ms", "100");
        config.put("group.consumer.assignment.interval.ms", "0");
        // A topic is made by createTopic, which waits for it; one that a client's request makes is not awaited.
        config.put("auto.create.topics.enable", "false");
        return config;
    }

    /** Kafka 4.4.0 shows the bound port on the inner server only, and that one in no other way than this. */
    private static int boundPort(KafkaRaftServer server, String listener) {
        try {
            Field field = KafkaRaftServer.class.getDeclaredField("broker");
            field.setAccessible(true);
            BrokerServer broker = (BrokerServer) ((Option<?>) field.get(server)).get();
            return broker.boundPort(ListenerName.normalised(listener));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of Kafka? its broker could not be reached", e);
        }
    }
}
