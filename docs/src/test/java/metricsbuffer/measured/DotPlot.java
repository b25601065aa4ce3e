package metricsbuffer.measured;

import static metricsbuffer.markdown.Markdown.escaped;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import metricsbuffer.measured.Measurements.Figure;

/**
 * Dots with intervals on a logarithmic scale: a row for each subject, a mark for each series. Marks differ in shape,
 * not in colour, so that it can be printed. A dot is a median, the line through it reaches from the least to the most.
 */
final class DotPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 230;
    private static final int RIGHT = 90;
    private static final int TOP = 58;
    private static final int BOTTOM = 44;
    private static final int SERIES_GAP = 11;
    private static final int ROW_GAP = 15;
    private static final double MARK = 4;

    private record Row(String label, String note, List<Figure> figures) {}

    private final String title;
    private final String unit;
    private final List<String> series;
    private final List<Row> rows = new ArrayList<>();

    /** @param series what the marks mean; at most three */
    DotPlot(String title, String unit, String... series) {
        this.title = title;
        this.unit = unit;
        this.series = List.of(series);
    }

    /**
     * @param note what stands at the right
     * @param figures one for each series, or for the first ones
     */
    void row(String label, String note, List<Figure> figures) {
        rows.add(new Row(label, note, figures));
    }

    String svg() {
        List<Figure> figures = rows.stream().flatMap(row -> row.figures().stream()).toList();
        int from = (int) Math.floor(Math.log10(figures.stream().mapToDouble(Figure::least).min().orElseThrow()));
        int to = (int) Math.ceil(Math.log10(figures.stream().mapToDouble(Figure::most).max().orElseThrow()));
        int rowHeight = SERIES_GAP * (series.size() - 1) + ROW_GAP;
        int bottom = TOP + rows.size() * rowHeight;

        StringBuilder svg = new StringBuilder();
        line(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">", WIDTH, bottom + BOTTOM);
        line(svg, "<title>%s</title>", escaped(title));
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        line(svg, "<text x=\"8\" y=\"18\" font-weight=\"bold\">%s</text>", escaped(title));
        legend(svg);
        for (int power = from; power <= to; power++) {
            double x = x(Math.pow(10, power), from, to);
            line(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#999\"/>", x, TOP - 6, x, bottom);
            line(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, bottom + 16, number(power));
            for (int step = 2; step <= 9 && power < to; step++) {
                double minor = x(step * Math.pow(10, power), from, to);
                line(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e4e4e4\"/>", minor, TOP - 6,
                        minor, bottom);
            }
        }
        line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s, logarithmic; dot: median,"
                + " line: from least to most</text>",
                (LEFT + WIDTH - RIGHT) / 2, bottom + 34, escaped(unit));
        for (int number = 0; number < rows.size(); number++) {
            row(svg, rows.get(number), TOP + number * rowHeight, rowHeight, from, to);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        double x = LEFT;
        for (int number = 0; number < series.size(); number++) {
            mark(svg, number, x, 36);
            line(svg, "<text x=\"%.1f\" y=\"40\">%s</text>", x + 10, escaped(series.get(number)));
            x += 34 + 6.4 * series.get(number).length();
        }
    }

    private void row(StringBuilder svg, Row row, int top, int height, int from, int to) {
        double middle = top + (height - ROW_GAP) / 2.0 + 4;
        line(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 12, middle + 4,
                escaped(row.label()));
        for (int number = 0; number < row.figures().size(); number++) {
            Figure figure = row.figures().get(number);
            double y = top + 4 + number * SERIES_GAP;
            line(svg, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"black\"/>",
                    x(figure.least(), from, to), y, x(figure.most(), from, to), y);
            mark(svg, number, x(figure.median(), from, to), y);
        }
        if (!row.note().isEmpty()) {
            line(svg, "<text x=\"%d\" y=\"%.1f\" font-size=\"11\">%s</text>", WIDTH - RIGHT + 8, top + 8.0,
                    escaped(row.note()));
        }
    }

    /** A full circle, an empty circle, an empty square: told apart in black and white. */
    private static void mark(StringBuilder svg, int number, double x, double y) {
        switch (number) {
            case 0 -> line(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y, MARK);
            case 1 -> line(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"white\" stroke=\"black\"/>", x, y,
                    MARK);
            default -> line(svg, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"white\""
                    + " stroke=\"black\"/>", x - MARK, y - MARK, 2 * MARK, 2 * MARK);
        }
    }

    private static double x(double value, int from, int to) {
        return LEFT + (WIDTH - RIGHT - LEFT) * (Math.log10(value) - from) / (to - from);
    }

    private static String number(int power) {
        return power >= 0 ? String.format(Locale.ROOT, "%,d", Math.round(Math.pow(10, power)))
                : String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
