package metricsbuffer.pages;

import java.util.ArrayList;
import java.util.List;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.rules.Steps.Step;

/** Draws steps: a lane for each thread, time downwards, the state on the right; as a table, too. */
final class Lanes {

    private static final int ROW = 30;
    private static final int TOP = 34;
    private static final double CHARACTER = 7.25; // of a monospaced font of 12 pixels
    private static final int PADDING = 9;
    private static final String[] COLOURS = {"b", "o", "g"};

    private static final String STYLE = "text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#111}"
            + ".h{font-weight:bold}.n{fill:#767676}"
            + ".b{fill:#dce9f9;stroke:#1b5e9e}.o{fill:#fdebd3;stroke:#a85a00}.g{fill:#e2f0df;stroke:#3b7a2f}"
            + ".x{fill:#fbd5d8;stroke:#a00020;stroke-width:2.5}.d{stroke:#c4c4c4;stroke-dasharray:2 4}";

    private final List<Step> steps;
    private final List<String> threads;

    Lanes(List<Step> steps) {
        this.steps = steps;
        this.threads = steps.stream().map(Step::thread).filter(thread -> !thread.isEmpty()).distinct().toList();
    }

    /** The steps as a table, which is the text that counts. */
    List<String> table() {
        List<String> head = new ArrayList<>(threads);
        head.add(0, "step");
        head.add("state after it");
        List<String> table = Markdown.table(head);
        for (int row = 0; row < steps.size(); row++) {
            Step step = steps.get(row);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(number(row))));
            threads.forEach(thread -> cells.add(thread.equals(step.thread()) ? cell(step, step.statement()) : ""));
            cells.add(cell(step, step.state()));
            table.add(Markdown.row(cells));
        }
        return table;
    }

    private static String cell(Step step, String text) {
        return text.isEmpty() || !step.harm() ? text : "**" + text + "**";
    }

    /** From 0 if the first step is none, but the state before. */
    private int number(int row) {
        return steps.get(0).thread().isEmpty() ? row : row + 1;
    }

    /** The same as a picture. */
    String svg(String title) {
        int[] left = new int[threads.size() + 1];
        left[0] = 34;
        for (int lane = 0; lane < threads.size(); lane++) {
            String thread = threads.get(lane);
            int longest = steps.stream().filter(step -> step.thread().equals(thread))
                    .mapToInt(step -> step.statement().length()).max().orElse(0);
            left[lane + 1] = left[lane] + width(Math.max(longest, thread.length() + 1)) + 16;
        }
        int stateAt = left[threads.size()];
        int stateWidth = steps.stream().mapToInt(step -> step.state().length()).max().orElse(0);
        int width = stateAt + width(Math.max(stateWidth, 16)) + 10;
        int height = TOP + steps.size() * ROW + 8;

        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" role="img">
                <title>%3$s</title><style>%4$s</style>
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                """.formatted(width, height, Markdown.escaped(title), STYLE));
        for (int lane = 0; lane < threads.size(); lane++) {
            svg.append(text(left[lane] + PADDING, 20, "h", threads.get(lane)));
            svg.append("<path class=\"%s\" d=\"M%d 30V%d\"/>\n".formatted(colour(lane), left[lane], height - 6));
        }
        svg.append(text(stateAt + PADDING, 20, "h", "state after it"));
        for (int row = 0; row < steps.size(); row++) {
            draw(svg, row, left, stateAt);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, int row, int[] left, int stateAt) {
        Step step = steps.get(row);
        int y = TOP + row * ROW;
        svg.append(text(10, y + 19, "n", Integer.toString(number(row))));
        int lane = threads.indexOf(step.thread());
        int from = 30;
        if (lane >= 0) {
            svg.append(box(step.harm() ? "x" : colour(lane), left[lane], y + 2, step.statement()));
            svg.append(text(left[lane] + PADDING, y + 19, step.harm() ? "h" : "", step.statement()));
            from = left[lane] + width(step.statement().length());
        }
        if (!step.state().isEmpty()) {
            svg.append("<path class=\"d\" d=\"M%d %dH%d\"/>\n".formatted(from + 4, y + 15, stateAt));
            if (step.harm()) {
                svg.append(box("x", stateAt, y + 2, step.state()));
            }
            svg.append(text(stateAt + PADDING, y + 19, step.harm() ? "h" : "", step.state()));
        }
    }

    private static String colour(int lane) {
        return COLOURS[lane % COLOURS.length];
    }

    private static int width(int characters) {
        return (int) Math.ceil(characters * CHARACTER) + 2 * PADDING;
    }

    private static String box(String style, int x, int y, String text) {
        return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"25\"/>\n".formatted(style, x, y,
                width(text.length()));
    }

    private static String text(int x, int y, String style, String text) {
        return "<text %sx=\"%d\" y=\"%d\">%s</text>\n".formatted(style.isEmpty() ? "" : "class=\"" + style + "\" ", x, y,
                Markdown.escaped(text));
    }
}
