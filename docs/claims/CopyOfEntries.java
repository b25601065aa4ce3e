import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a copy of a HashMap's entries can throw while another thread adds and removes one. Ten seconds:
 *
 * <pre>java docs/claims/CopyOfEntries.java</pre>
 */
class CopyOfEntries {

    private static final long NANOS = 10_000_000_000L;

    public static void main(String[] args) throws InterruptedException {
        Map<Integer, Long> totals = new HashMap<>();
        for (int key = 0; key < 13; key++) {
            totals.put(key, 1L);
        }
        Thread recorder = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                totals.put(13, 1L); // first seen, for as long as it is not there
                totals.remove(13);
            }
        });
        recorder.setDaemon(true);
        recorder.start();
        long copies = 0;
        Map<String, Long> thrown = new TreeMap<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < NANOS) {
            try {
                new ArrayList<>(totals.entrySet());
            } catch (RuntimeException e) {
                thrown.merge(e.getClass().getSimpleName(), 1L, Long::sum);
            }
            copies++;
        }
        recorder.interrupt();
        recorder.join(10_000);
        System.out.printf("Java %s: %,d copies, thrown: %s%n", System.getProperty("java.version"), copies, thrown);
    }
}
