package metricsbuffer.suite.dogstatsd;

/** A line that is not DogStatsD, or not a part of it that is understood here. The message has the line and why. */
public final class UnreadableLineException extends Exception {

    private static final int SHOWN = 120;

    UnreadableLineException(String line, String reason) {
        super(printable(reason) + ", in: " + printable(line));
    }

    /** A hostile line must not break the report that it stands in, nor fill it. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (c < 0x20 || c == 0x7f) {
                shown.append("\\x%02x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? shown + "..." : shown.toString();
    }
}
