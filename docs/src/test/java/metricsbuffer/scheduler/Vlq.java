package metricsbuffer.scheduler;

/** Whole numbers as a text, small ones in one character: Base64 VLQ, as source maps have it. */
final class Vlq {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int BITS = 5;
    private static final int MORE = 1 << BITS;

    private final StringBuilder text = new StringBuilder();

    void add(int number) {
        int rest = number < 0 ? -number << 1 | 1 : number << 1;
        do {
            int digit = rest & MORE - 1;
            rest >>>= BITS;
            text.append(DIGITS.charAt(rest == 0 ? digit : digit | MORE));
        } while (rest != 0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
