package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import metricsbuffer.pages.Page.Link;
import org.junit.jupiter.api.Test;

/** Links between files resolve, and so do their anchors. Addresses on the net are not fetched. */
class LinksTest {

    private static final Pattern ANYWHERE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\"></a>");

    @Test
    void linksAndAnchorsResolve() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            for (Link link : page.links()) {
                if (!ANYWHERE.matcher(link.target()).matches()) {
                    String fault = fault(page, link.target());
                    if (fault != null) {
                        faults.add(page.at(link.line() - 1) + ": (" + link.target() + ") " + fault);
                    }
                }
            }
        }
        assertThat(faults).as("links that lead nowhere").isEmpty();
    }

    private static String fault(Page page, String target) throws IOException {
        String path = target.replaceFirst("#.*", "");
        String anchor = target.contains("#") ? target.replaceFirst("[^#]*#", "") : "";
        if (path.startsWith("/")) {
            return "starts with a slash; write it relative to the page";
        }
        Path file = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!file.startsWith(Repository.ROOT)) {
            return "leads out of the repository";
        }
        if (!Files.exists(file)) {
            return "there is no such file";
        }
        if (anchor.isEmpty()) {
            return null;
        }
        if (!file.toString().endsWith(".md")) {
            return "line numbers drift; link to the file and name the member in the text";
        }
        if (!Page.read(file).anchors().contains(anchor)) {
            return "put this in the line before the heading in " + Repository.name(file) + ": <a id=\"" + anchor + "\"></a>";
        }
        return null;
    }

    @Test
    void noAnchorTwiceInAPage() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            Set<String> seen = new TreeSet<>();
            for (String line : page.prose()) {
                for (MatchResult match : ANCHOR.matcher(line).results().toList()) {
                    if (!seen.add(match.group(1))) {
                        faults.add(page.name() + ": two anchors '" + match.group(1) + "'");
                    }
                }
            }
        }
        assertThat(faults).as("anchors").isEmpty();
    }
}
