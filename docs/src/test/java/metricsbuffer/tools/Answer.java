package metricsbuffer.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a tool says of a buffer.
 *
 * @param subject the buffer
 * @param tool the tool's ID
 * @param said the names of what it reports, each once: bug patterns, rules, or what was seen
 * @param seen how often it was seen, in words; empty if the tool does not count
 * @param notRun why it was not asked; empty if it was
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Answer(String subject, String tool, List<String> said, String seen, String notRun) {

    Answer {
        said = said == null ? List.of() : said.stream().distinct().toList();
        seen = seen == null ? "" : seen;
        notRun = notRun == null ? "" : notRun;
    }

    static Answer said(Compiled compiled, Tool tool, List<String> said) {
        return new Answer(compiled.name(), tool.id(), said, "", "");
    }

    static Answer seen(Compiled compiled, Tool tool, List<String> said, String seen) {
        return new Answer(compiled.name(), tool.id(), said, seen, "");
    }

    static Answer notRun(Compiled compiled, Tool tool, String reason) {
        return new Answer(compiled.name(), tool.id(), List.of(), "", reason);
    }
}
