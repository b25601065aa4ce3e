package metricsbuffer.suite.field;

/**
 * What the books of one run say.
 *
 * @param recorded units that went in
 * @param delivered units that came out
 * @param lost units missing, added up over the series that came out short
 * @param doubled units too many, added up over the series that came out long
 * @param remark what else was seen, or empty
 */
record Outcome(long recorded, long delivered, long lost, long doubled, String remark) {

    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, "");

    boolean balanced() {
        return lost == 0 && doubled == 0 && remark.isEmpty();
    }

    Outcome plus(Outcome other) {
        return new Outcome(recorded + other.recorded, delivered + other.delivered, lost + other.lost,
                doubled + other.doubled, remark.isEmpty() ? other.remark : remark);
    }

    String text() {
        return "recorded %,d, delivered %,d, lost %,d, doubled %,d%s".formatted(
                recorded, delivered, lost, doubled, remark.isEmpty() ? "" : "; " + remark);
    }
}
