package metricsbuffer.scheduler;

import com.fasterxml.jackson.databind.JsonNode;

/** Whole numbers as a text, small ones in one character: Base64 VLQ, as source maps have it. */
final class Vlq {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int BITS = 5;
    private static final int MORE = 1 << BITS;

    private final StringBuilder text = new StringBuilder();

    /**
     * The states of a graph, as {@code GraphJson} has them, in fewer characters: in place of each number its
     * difference to that of the state before. In place of the state that follows it is how far away that is; 0 if none
     * does.
     */
    static String ofStates(JsonNode states, int threads) {
        Vlq packed = new Vlq();
        int[] before = null;
        for (int id = 0; id < states.size(); id++) {
            int[] row = new int[states.get(id).size()];
            for (int column = 0; column < row.length; column++) {
                int number = states.get(id).get(column).intValue();
                boolean follows = column >= row.length - threads;
                row[column] = !follows ? number : number < 0 ? 0 : number - id;
                packed.add(row[column] - (before == null ? 0 : before[column]));
            }
            before = row;
        }
        return packed.toString();
    }

    private void add(int number) {
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
