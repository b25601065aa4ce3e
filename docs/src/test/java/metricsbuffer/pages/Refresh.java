package metricsbuffer.pages;

/** Whether this run brings the pages up to date instead of complaining that they are not. */
final class Refresh {

    /** The command, for messages. */
    static final String COMMAND = "mvn -q -pl docs test -Ddocs.update -Dtest='metricsbuffer.pages.*Test'";

    private Refresh() {}

    static boolean wanted() {
        String property = System.getProperty("docs.update", "false");
        return property.isEmpty() || Boolean.parseBoolean(property);
    }
}
