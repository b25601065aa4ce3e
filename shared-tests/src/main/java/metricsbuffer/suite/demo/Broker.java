package metricsbuffer.suite.demo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Where the records come from: the demo's own broker, or a cluster that runs already. For one thread. */
final class Broker implements AutoCloseable {

    private static final String TIMEOUT_MILLIS = "5000";
    private static final long TIMEOUT_SECONDS = 10;

    private final EmbeddedKafka kafka; // null for an existing cluster
    private final String bootstrapServers;
    private final Thread ifInterrupted;
    private final List<String> topics = new ArrayList<>();
    private KafkaProducer<String, String> producer; // null until the first record

    private Broker(EmbeddedKafka kafka, String bootstrapServers) {
        this.kafka = kafka;
        this.bootstrapServers = bootstrapServers;
        // Ctrl-C leaves no data behind, either.
        this.ifInterrupted = kafka == null ? null : new Thread(kafka::close, "demo-cleanup");
        if (ifInterrupted != null) {
            Runtime.getRuntime().addShutdownHook(ifInterrupted);
        }
    }

    static Broker start() {
        EmbeddedKafka kafka = new EmbeddedKafka();
        return new Broker(kafka, kafka.bootstrapServers());
    }

    /** @throws DemoException if none answers */
    static Broker existing(List<InetSocketAddress> addresses) {
        Broker broker = new Broker(null, addresses.stream()
                .map(address -> address.getHostString() + ":" + address.getPort())
                .collect(Collectors.joining(",")));
        try (Admin admin = broker.admin()) {
            get(admin.describeCluster().nodes(), "no Kafka broker answers at " + broker.bootstrapServers);
        }
        return broker;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    String describe() {
        return kafka == null ? "Kafka at " + bootstrapServers : "Kafka broker on " + bootstrapServers + ", in this JVM";
    }

    void createTopic(String topic) {
        try (Admin admin = admin()) {
            Topics.create(admin, topic, 1, Map.of());
            topics.add(topic);
        } catch (IllegalStateException e) {
            throw new DemoException(e.getMessage() + ": " + e.getCause().getMessage(), e);
        }
    }

    /** Writes records, and returns when the broker has them. */
    void write(String topic, List<String> values) {
        if (producer == null) {
            producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                    new StringSerializer(), new StringSerializer());
        }
        List<Future<?>> sent = new ArrayList<>();
        values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
        sent.forEach(future -> get(future, "records could not be written to " + topic));
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
        if (kafka != null) {
            kafka.close();
            Runtime.getRuntime().removeShutdownHook(ifInterrupted);
        } else if (!topics.isEmpty()) {
            try (Admin admin = admin()) {
                get(admin.deleteTopics(topics).all(), "these topics could not be deleted: " + topics);
            }
        }
    }

    private static void get(Future<?> future, String failure) {
        try {
            future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoException(failure + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new DemoException(failure + " within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS));
    }
}
