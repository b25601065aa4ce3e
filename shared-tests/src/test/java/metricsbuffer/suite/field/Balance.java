package metricsbuffer.suite.field;

import java.util.function.IntToLongFunction;

/**
 * What was recorded against what was delivered.
 *
 * @param recorded units that went in
 * @param delivered units that came out
 * @param lost units missing, added up over the series that came out short
 * @param doubled units too many, added up over the series that came out long
 * @param remark what else was seen, or empty
 */
record Balance(long recorded, long delivered, long lost, long doubled, String remark) {

    static final Balance NOTHING = new Balance(0, 0, 0, 0, "");

    /** Of all series, from what was recorded and delivered of each. */
    static Balance of(IntToLongFunction recorded, IntToLongFunction delivered, String remark) {
        Balance all = new Balance(0, 0, 0, 0, remark);
        for (int series = 0; series < FieldBuffer.SERIES; series++) {
            long in = recorded.applyAsLong(series);
            long out = delivered.applyAsLong(series);
            all = all.plus(new Balance(in, out, Math.max(0, in - out), Math.max(0, out - in), ""));
        }
        return all;
    }

    /** Whether nothing is missing, nothing too many, and nothing else was seen. */
    boolean exact() {
        return lost == 0 && doubled == 0 && remark.isEmpty();
    }

    Balance plus(Balance other) {
        return new Balance(recorded + other.recorded, delivered + other.delivered, lost + other.lost,
                doubled + other.doubled, remark.isEmpty() ? other.remark : remark);
    }

    String text() {
        return "recorded %,d, delivered %,d, lost %,d, doubled %,d%s".formatted(
                recorded, delivered, lost, doubled, remark.isEmpty() ? "" : "; " + remark);
    }
}
