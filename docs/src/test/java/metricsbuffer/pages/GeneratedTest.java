package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page has from the code is what the code makes now. */
class GeneratedTest {

    @Test
    void generatedPartsAreUpToDate() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            List<String> lines = new ArrayList<>(page.lines());
            List<Generated> parts = Generated.of(page);
            for (int i = parts.size() - 1; i >= 0; i--) { // from the end: a part may change its length
                Generated part = parts.get(i);
                List<String> made;
                try {
                    made = Generators.make(part.what());
                } catch (IllegalArgumentException e) {
                    faults.add(page.at(part.first()) + ": " + e.getMessage());
                    continue;
                }
                List<String> there = lines.subList(part.first() + 1, part.last());
                if (there.equals(made)) {
                    continue;
                }
                if (Refresh.wanted()) {
                    there.clear();
                    there.addAll(made);
                } else {
                    faults.add("%s: not what the code makes; refresh: %s%nit makes:%n%s".formatted(
                            page.at(part.first()), Refresh.COMMAND, String.join("\n", made)));
                }
            }
            if (!lines.equals(page.lines())) {
                page.rewrite(lines);
            }
        }
        assertThat(faults).as("generated parts").isEmpty();
    }
}
