package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the byte code of the whole consumer; what it says of other files than the changed ones does not count. */
final class SpotBugs implements Tool {

    @Override
    public String id() {
        return "spotbugs";
    }

    @Override
    public String name() {
        return "SpotBugs";
    }

    @Override
    public String version() throws IOException {
        return Programs.version("spotbugs", "spotbugs");
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        List<String> calls = new ArrayList<>();
        for (Compiled buffer : buffers) {
            calls.add(Repeated.call(buffer.folder().resolve("spotbugs.log"), List.of("-effort:max", "-low",
                    "-auxclasspath", System.getProperty("java.class.path"), "-xml:withMessages",
                    "-output", report(buffer).toString(), buffer.classes().toString())));
        }
        Programs.repeat(id(), "edu.umd.cs.findbugs.FindBugs2", "main", List.of(), Programs.work(id()), calls);
        List<Answer> answers = new ArrayList<>();
        for (Compiled buffer : buffers) {
            answers.add(Answer.said(buffer, this, said(report(buffer), buffer)));
        }
        return answers;
    }

    private static Path report(Compiled buffer) {
        return buffer.folder().resolve("spotbugs.xml");
    }

    private static List<String> said(Path report, Compiled buffer) throws IOException {
        Set<String> changed = buffer.sources().stream().map(source -> source.getFileName().toString())
                .collect(Collectors.toSet());
        List<String> said = new ArrayList<>();
        NodeList bugs = parse(report).getElementsByTagName("BugInstance");
        for (int i = 0; i < bugs.getLength(); i++) {
            Element bug = (Element) bugs.item(i);
            Element line = (Element) bug.getElementsByTagName("SourceLine").item(0);
            if (changed.contains(line.getAttribute("sourcefile"))) {
                said.add(bug.getAttribute("type"));
            }
        }
        return said;
    }

    private static Element parse(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(report.toFile())
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(report.toString(), e);
        }
    }
}
