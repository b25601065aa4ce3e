package metricsbuffer.suite.demo;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Writes what happens, line by line, for readers in the last row: plain characters, 80 columns. */
final class Story {

    private static final int WIDTH = 80;
    /** What a line is about; colours are for terminals only, and never the only sign. */
    enum Tone {
        PLAIN(""),
        GOOD("bold,green"),
        BAD("bold,red");

        private final String style;

        Tone(String style) {
            this.style = style;
        }
    }

    private final long start = System.nanoTime();

    /** Opens the demo, or closes it: lines in a box. */
    void banner(Tone tone, String... lines) {
        line("");
        line(tone, "#".repeat(WIDTH));
        for (String line : lines) {
            String indent = " ".repeat(Math.max(0, (WIDTH - 4 - line.length()) / 2));
            line(tone, ("##%-" + (WIDTH - 4) + "s##").formatted(indent + line));
        }
        line(tone, "#".repeat(WIDTH));
        line("");
    }

    void part(String title) {
        line("");
        line("--- " + title + " " + "-".repeat(Math.max(0, WIDTH - 5 - title.length())));
        line("");
    }

    /** Somebody did something, now. */
    void tell(String who, String what) {
        tell(Tone.PLAIN, who, what);
    }

    void tell(Tone tone, String who, String what) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(String.format(Locale.ROOT, "%5.1f s  %-14s  ", seconds, who) + paint(tone, what));
    }

    void line(String text) {
        line(Tone.PLAIN, text);
    }

    void line(Tone tone, String text) {
        System.out.println(paint(tone, text));
    }

    private static String paint(Tone tone, String text) {
        return tone == Tone.PLAIN ? text : Ansi.AUTO.string("@|" + tone.style + " " + text + "|@");
    }
}
