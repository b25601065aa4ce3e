package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/** Links between files resolve, and so do their anchors. Addresses on the net are not fetched. */
class LinksTest {

    private static final Pattern ANYWHERE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");

    @Test
    void linksAndAnchorsResolve() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            for (Node node : page.nodes(Node.class).toList()) {
                for (String target : Page.targets(node).toList()) {
                    String fault = ANYWHERE.matcher(target).matches() ? null : fault(page, target);
                    if (fault != null) {
                        faults.add(page.at(node) + ": (" + target + ") " + fault);
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
        assertThat(Repository.pages()).allSatisfy(page -> assertThat(page.anchors()).doesNotHaveDuplicates());
    }
}
