package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/switches.md} lists every profile of the POMs and every switch that the code reads, and no other. */
class SwitchesTest {

    /** A literal, or a constant of this class or of another one. */
    private static final Pattern READ = Pattern.compile("(?:System\\.getProperty|Integer\\.getInteger|Long\\.getLong"
            + "|Boolean\\.getBoolean|\\.getConfigurationParameter|\\.getConfigurationParameters\\(\\)\\.get(?:Boolean)?)"
            + "\\(\\s*(?:\"([^\"]+)\"|(?:(\\w+)\\.)?(\\w+)\\s*[,)])");
    /** What the JDK and Surefire say of a JVM is no switch. */
    private static final Pattern NO_SWITCH = Pattern.compile("(?:java|os|user|line|file|surefire)\\..*");
    private static final Pattern PROFILE = Pattern.compile("<profile>(?:\\s*<!--.*?-->)?\\s*<id>([^<]+)</id>", Pattern.DOTALL);
    private static final Pattern USED_IN_A_POM = Pattern.compile("\\$\\{([\\w.]+)}");

    private static final List<Path> PAGE = List.of(Repository.ROOT.resolve("docs/switches.md"));

    @Test
    void everyProfileIsListedAndNoOther() throws IOException {
        assertThat(rows("-P")).as("profiles in docs/switches.md, against those of the POMs")
                .isEqualTo(inPoms(PROFILE));
    }

    @Test
    void everySwitchThatTheCodeReadsIsNamed() throws IOException {
        Set<String> missing = read();
        missing.removeAll(rows(""));
        missing.removeAll(Repository.mentions(Pattern.compile("`-D([\\w.]+)"), PAGE).keySet());
        assertThat(missing).as("properties that the code reads and docs/switches.md does not name").isEmpty();
    }

    @Test
    void everySwitchThatIsListedIsRead() throws IOException {
        Set<String> unread = new TreeSet<>(rows("-D"));
        unread.addAll(rows(""));
        unread.removeAll(read());
        unread.removeAll(inPoms(USED_IN_A_POM));
        assertThat(unread).as("properties that docs/switches.md lists and neither the code nor a POM reads").isEmpty();
    }

    /** What the first cell of a row names after this prefix. */
    private static Set<String> rows(String prefix) throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| `" + prefix + "(?!-)([\\w.-]+)`");
        return Repository.mentions(row, PAGE).keySet();
    }

    private static Set<String> read() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            if (Repository.name(file).matches("(?:shared-tests|docs)/src/.*")) {
                String source = Files.readString(file);
                for (MatchResult match : READ.matcher(source).results().toList()) {
                    read.add(match.group(1) != null ? match.group(1)
                            : constant(match.group(2), match.group(3), file, source));
                }
            }
        }
        read.removeIf(name -> NO_SWITCH.matcher(name).matches());
        return read;
    }

    private static String constant(String owner, String name, Path file, String source) throws IOException {
        String declaring = owner == null ? source : Files.readString(file.resolveSibling(owner + ".java"));
        Matcher constant = Pattern.compile("String " + name + " = \"([^\"]+)\";").matcher(declaring);
        assertThat(constant.find()).as("%s reads a property whose name is neither a literal nor a constant of a class"
                + " in its package: %s", Repository.name(file), name).isTrue();
        return constant.group(1);
    }

    private static Set<String> inPoms(Pattern pattern) throws IOException {
        return Repository.mentions(pattern, Repository.files("pom.xml")).keySet();
    }
}
