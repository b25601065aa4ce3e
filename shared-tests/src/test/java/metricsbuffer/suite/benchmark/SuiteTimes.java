package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How the suite itself performs, from the reports that {@code mvn verify} has left: time per module, and how soon each
 * instrument saw {@code buggy} break a rule. Times are of tests; Maven, compiling, and starting a JVM are not in them.
 */
record SuiteTimes(Path root) {

    static final String COMMAND = "mvn verify";

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument("BufferRulesTest", "forced interleavings"),
            new Instrument("RecordModelRulesTest", "model checking of records"),
            new Instrument("FlushModelRulesTest", "model checking of flushes"),
            new Instrument("ExplorationRulesTest", "all schedules of small scenarios"),
            new Instrument("LoadRulesTest", "load"),
            new Instrument("StressRulesIT", "stress"),
            new Instrument("SystemRulesIT", "system (`SystemRulesIT`)"));

    /** Of a test under stress: an outcome that breaks a rule, seen at least once. */
    private static final Pattern SEEN_UNDER_STRESS = Pattern.compile("(MB-R\\d{3}) [^;]*: seen [1-9]");

    private record Instrument(String testClass, String name) {}

    /** Whether every module has been verified, each in one build. */
    boolean complete(List<String> modules) throws IOException {
        for (String module : modules) {
            Set<String> stamps = new HashSet<>();
            for (Instrument instrument : INSTRUMENTS) {
                Path verdicts = verdicts(module, instrument.testClass);
                if (!Files.exists(verdicts)) {
                    return false;
                }
                stamps.add(Files.readAllLines(verdicts).get(0));
            }
            if (stamps.size() > 1) {
                return false;
            }
        }
        return true;
    }

    /** What {@code mvn test} takes of a module's tests, and what {@code mvn verify} adds. */
    ObjectNode module(String module) throws IOException {
        return Results.JSON.createObjectNode().put("module", module)
                .put("testSeconds", seconds(module, "surefire-reports"))
                .put("verifySeconds", seconds(module, "failsafe-reports"));
    }

    private double seconds(String module, String folder) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> reports =
                Files.newDirectoryStream(root.resolve(module).resolve("target").resolve(folder), "TEST-*.xml")) {
            for (Path report : reports) {
                seconds += time(parse(report));
            }
        }
        return Math.round(seconds * 10) / 10.0;
    }

    /** How long each instrument ran until it first saw a module break a rule. Under stress that is known at its end. */
    List<ObjectNode> firstViolations(String module) throws IOException {
        List<ObjectNode> results = new ArrayList<>();
        for (Instrument instrument : INSTRUMENTS) {
            String testClass = instrument.testClass;
            Element suite = parse(report(module, testClass));
            Map<String, String> violated = violated(module, testClass);
            ObjectNode result = Results.JSON.createObjectNode().put("instrument", instrument.name)
                    .put("module", module).put("secondsInAll", time(suite)).put("violations", violated.size());
            double seconds = 0;
            NodeList tests = suite.getElementsByTagName("testcase");
            for (int i = 0; i < tests.getLength(); i++) {
                Element test = (Element) tests.item(i);
                seconds += time(test);
                String rule = violated.get(testClass + "." + test.getAttribute("name").replaceFirst("\\(.*", ""));
                if (rule != null) {
                    result.put("secondsToFirstViolation", Math.round(seconds * 1_000) / 1_000.0).put("rule", rule);
                    break;
                }
            }
            if (!violated.isEmpty() && !result.has("rule")) {
                result.put("secondsToFirstViolation", time(suite)).put("rule", violated.values().iterator().next());
            }
            results.add(result);
        }
        return results;
    }

    /** The rules that were seen broken, by scenario. */
    private Map<String, String> violated(String module, String testClass) throws IOException {
        Map<String, String> violated = new LinkedHashMap<>();
        for (String line : Files.readAllLines(verdicts(module, testClass))) {
            String[] field = line.split("\t", -1);
            if (field.length > 2 && field[1].equals("VIOLATED")) {
                violated.put(field[2], field[0]);
            } else if (field[0].equals("stress")) {
                Matcher seen = SEEN_UNDER_STRESS.matcher(field[1]);
                if (seen.find()) {
                    violated.put(field[1], seen.group(1));
                }
            }
        }
        return violated;
    }

    private Path verdicts(String module, String testClass) {
        return root.resolve(module).resolve("target/verdicts").resolve(testClass + ".tsv");
    }

    private Path report(String module, String testClass) {
        String folder = testClass.endsWith("IT") ? "failsafe-reports" : "surefire-reports";
        return root.resolve(module).resolve("target").resolve(folder)
                .resolve("TEST-metricsbuffer." + testClass + ".xml");
    }

    private static double time(Element element) {
        return Double.parseDouble(element.getAttribute("time").replace(",", ""));
    }

    private static Element parse(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report.toString(), e);
        }
    }
}
