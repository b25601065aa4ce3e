package metricsbuffer.suite.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Writes what happens, line by line, for readers in the last row: plain characters, 80 columns. */
final class Story {

    private static final int WIDTH = 80;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What a line is about; colours are for terminals only, and never the only sign. */
    enum Tone {
        PLAIN(""),
        GOOD("1;32"),
        BAD("1;31");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colours;
    private final long start = System.nanoTime();

    Story(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Opens the demo, or closes it: lines in a box. */
    void banner(Tone tone, List<String> lines) {
        out.println();
        out.println(paint(tone, "#".repeat(WIDTH)));
        for (String line : lines) {
            out.println(paint(tone, "##" + centred(line, WIDTH - 4) + "##"));
        }
        out.println(paint(tone, "#".repeat(WIDTH)));
        out.println();
    }

    /** A new part. */
    void part(String title) {
        out.println();
        out.println("--- " + title + " " + "-".repeat(Math.max(0, WIDTH - 5 - title.length())));
        out.println();
    }

    /** Somebody did something, now. */
    void tell(String who, String what) {
        tell(Tone.PLAIN, who, what);
    }

    /** Somebody did something, now. */
    void tell(Tone tone, String who, String what) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        out.println(String.format(Locale.ROOT, "%5.1f s  %-14s  ", seconds, who) + paint(tone, what));
    }

    /** A line as it is. */
    void line(Tone tone, String text) {
        out.println(paint(tone, text));
    }

    void line(String text) {
        line(Tone.PLAIN, text);
    }

    private String paint(Tone tone, String text) {
        return colours && tone != Tone.PLAIN ? "\033[" + tone.code + "m" + text + "\033[0m" : text;
    }

    private static String centred(String text, int width) {
        int left = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(left) + text + " ".repeat(Math.max(0, width - text.length() - left));
    }
}
