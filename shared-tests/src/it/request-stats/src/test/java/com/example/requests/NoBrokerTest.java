package com.example.requests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who depends on the suite for a buffer gets nothing of what it needs for a whole consumer. */
class NoBrokerTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "org.apache.kafka.clients.consumer.KafkaConsumer",
        "kafka.server.KafkaBroker",
        "org.apache.kafka.metadata.MetadataCache",
        "org.apache.kafka.raft.RaftClient",
        "scala.Option",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "com.github.difflib.DiffUtils",
        "jnr.unixsocket.UnixSocketAddress",
        "ch.qos.logback.classic.Logger",
        "picocli.CommandLine"})
    void itsClassPathHasNoBroker(String type) {
        assertThatThrownBy(() -> Class.forName(type, false, getClass().getClassLoader()))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
