package metricsbuffer.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.module.PatchFile;
import metricsbuffer.suite.support.Folders;
import net.sourceforge.pmd.PMDConfiguration;
import net.sourceforge.pmd.PmdAnalysis;
import net.sourceforge.pmd.lang.rule.Rule;
import net.sourceforge.pmd.lang.rule.RulePriority;
import net.sourceforge.pmd.reporting.Report;
import net.sourceforge.pmd.reporting.RuleViolation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rule set, run once on the consumer, on the buffers of all modules and on what each exercise changes, and held to
 * the record {@code docs/find/hits.tsv}. With {@code -Ddocs.update} the record is written anew.
 */
class RuleSetTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("docs/find");
    private static final Path RECORD = FOLDER.resolve("hits.tsv");
    private static final Path WORK = Path.of("target", "find").toAbsolutePath();
    private static final String BUFFER = "src/main/java/metricsbuffer/metrics/MetricsBuffer.java";
    /** Where the consumer less its buffer is: what is said there is noise. */
    private static final String REST = "rest";

    private static Report report;
    private static List<Rule> rules;

    @BeforeAll
    static void run() throws IOException {
        // Surefire switches assertions on, and some of PMD's own fail where a type is unknown; its users run without.
        RuleSetTest.class.getClassLoader().setPackageAssertionStatus("net.sourceforge.pmd", false);
        Folders.emptied(WORK);
        for (String module : Modules.ALL) {
            Folders.copy(ROOT.resolve(module), BUFFER, WORK.resolve(module));
        }
        Folders.copy(ROOT.resolve(Modules.NAIVE), "src/main/java", WORK.resolve(REST));
        Files.delete(WORK.resolve(REST).resolve(BUFFER));
        for (String exercise : exercises()) {
            PatchFile patch = PatchFile.ofExercise(ROOT, exercise);
            Path folder = WORK.resolve(exercise);
            for (String path : patch.paths()) {
                Folders.copy(ROOT, path, folder);
            }
            patch.apply(folder);
            Folders.delete(folder.resolve(Modules.NAIVE).resolve("src/test")); // a rule is not for tests
        }
        PMDConfiguration configuration = new PMDConfiguration();
        configuration.setIgnoreIncrementalAnalysis(true);
        configuration.addRuleSet(FOLDER.resolve("take-and-reset.xml").toString());
        configuration.addInputPath(WORK);
        try (PmdAnalysis pmd = PmdAnalysis.create(configuration)) {
            rules = pmd.getRulesets().stream().flatMap(set -> set.getRules().stream()).toList();
            report = pmd.performAnalysisAndCollectReport();
        }
        assertThat(report.getProcessingErrors()).as("files that PMD could not read, or rules that failed").isEmpty();
        assertThat(report.getConfigurationErrors()).as("rules that PMD does not accept").isEmpty();
    }

    @Test
    void theHitsAreThoseOfTheRecord() throws IOException {
        String hits = record();
        if (!"false".equals(System.getProperty("docs.update", "false"))) {
            Files.writeString(RECORD, hits);
        }
        assertThat(RECORD)
                .as("what the rules say; to refresh it: mvn -q -pl docs test -Ddocs.update -Dtest=RuleSetTest")
                .content().isEqualTo(hits);
    }

    @Test
    void noFixIsAccused() {
        assertThat(report.getViolations()).extracting(RuleSetTest::subject).isNotEmpty()
                .doesNotContainAnyElementsOf(Modules.FIXES);
    }

    @Test
    void eachRuleIsForLookingAndNamesItsFailureModeAndLinksItsPage() {
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getPriority()).isEqualTo(RulePriority.MEDIUM_LOW);
            assertThat(rule.getMessage()).matches("look, MB-F\\d\\d: .*");
            String mode = rule.getMessage().replaceFirst("look, (MB-F\\d\\d).*", "$1");
            assertThat(rule.getExternalInfoUrl()).isEqualTo("../failure-modes/" + mode + ".md");
            assertThat(FOLDER.resolve(rule.getExternalInfoUrl())).isRegularFile();
        });
    }

    /** A line for each subject, file and rule that says something about it, and for each subject with none. */
    private static String record() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        Set<String> silent = new TreeSet<>(exercises());
        silent.addAll(Modules.ALL);
        for (RuleViolation hit : report.getViolations()) {
            String file = hit.getFileId().getFileName();
            counts.merge(String.join("\t", subject(hit), file, hit.getRule().getName()), 1, Integer::sum);
            silent.remove(subject(hit));
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((hit, count) -> lines.add(hit + "\t" + count));
        silent.forEach(subject -> lines.add(subject + "\t-\t-\t0"));
        lines.sort(null);
        return "subject\tfile\trule\thits\n" + String.join("\n", lines) + "\n";
    }

    private static String subject(RuleViolation hit) {
        return WORK.relativize(Path.of(hit.getFileId().getAbsolutePath())).getName(0).toString();
    }

    private static List<String> exercises() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(PatchFile.EXERCISES))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".patch"))
                    .map(name -> name.replace(".patch", "")).sorted().toList();
        }
    }
}
