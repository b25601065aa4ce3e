package metricsbuffer.tools;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.verdict.Rule;

/** What those have in common that come from this repository. */
final class OfTheSuite {

    static final String VERSION = "this suite";

    /** Why a test with several threads is not run on a buffer that is made for one. */
    static final String REFUSES = "refuses a second thread, as its design says";

    private OfTheSuite() {}

    /** The version of a library of the suite: it is in the name of its jar. */
    static String version(String artifact) throws IOException {
        Matcher jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d[^/\\\\]*)\\.jar")
                .matcher(System.getProperty("java.class.path"));
        if (!jar.find()) {
            throw new IOException("no " + artifact + " on the class path");
        }
        return jar.group(1);
    }

    /** Whether it is made for one thread: then what happens to a second one is no mistake. */
    static boolean refusesThreads(Compiled buffer) {
        return buffer.subject().givenUp().containsAll(Set.of(Rule.R101, Rule.R105));
    }
}
