package metricsbuffer.suite.kafka;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Hands an {@link EmbeddedKafka} to the tests that ask for one by a parameter: one broker for all of them, started
 * by the first and closed when the last test of the JVM has ended. A test that stops brokers starts its own.
 */
public final class SharedKafka extends TypeBasedParameterResolver<EmbeddedKafka> {

    private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

    @Override
    public EmbeddedKafka resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The session's store is closed after all tests of the JVM, and closes what is AutoCloseable in it.
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(EmbeddedKafka.class, key -> new EmbeddedKafka(), EmbeddedKafka.class);
    }
}
