package metricsbuffer.suite.field;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The version that a jar itself states: in its manifest, or in the properties that Maven puts into it. */
final class JarVersion {

    private JarVersion() {}

    static String of(Class<?> anyClass) {
        try {
            Path place = Path.of(anyClass.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!place.toString().endsWith(".jar")) {
                return "-"; // a class of this run
            }
            try (JarFile jar = new JarFile(place.toFile())) {
                return in(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String in(JarFile jar) throws IOException {
        if (jar.getManifest() != null) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            for (String name : new String[] {"Implementation-Version", "Bundle-Version"}) {
                if (manifest.getValue(name) != null) {
                    return manifest.getValue(name);
                }
            }
        }
        JarEntry entry;
        try (Stream<JarEntry> entries = jar.stream()) {
            entry = entries.filter(e -> e.getName().endsWith("/pom.properties")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no version in " + jar.getName()));
        }
        Properties maven = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            maven.load(in);
        }
        return maven.getProperty("version");
    }
}
