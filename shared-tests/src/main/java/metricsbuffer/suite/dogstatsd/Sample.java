package metricsbuffer.suite.dogstatsd;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One line of a DogStatsD datagram: {@code name:value|type|@rate|#tag,tag}. Immutable.
 *
 * <p>Values are decimals, as on the wire: nothing is rounded on the way from the client to an assertion.
 *
 * @param name the metric
 * @param type its type
 * @param values one or more; a line of protocol 1.1 packs several: {@code name:1:2|h}
 * @param rate the share of samples that the client sent: greater than 0, at most 1
 * @param tags sorted, without duplicates
 */
public record Sample(String name, MetricType type, List<BigDecimal> values, BigDecimal rate, SortedSet<String> tags) {

    /** Bounded on purpose: a value like 1e999999999 is a number, and adding 1 to it would fill the memory. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,199}");

    /** Container, external data, cardinality and time stamp: they say where a sample comes from, not what it is. */
    private static final Pattern ORIGIN = Pattern.compile("c:|e:|card:|T");

    public Sample {
        values = List.copyOf(values);
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    /**
     * Parses one line, without its line feed.
     *
     * @throws UnreadableLineException if any part of it is not understood: a test that counts what arrived must
     *         not pass over what it cannot read. Sets, events and service checks are not understood either.
     */
    public static Sample parse(String line) throws UnreadableLineException {
        String[] sections = line.split("\\|", -1);
        if (sections.length < 2) {
            throw new UnreadableLineException(line, "no type");
        }
        List<String> nameAndValues = List.of(sections[0].split(":", -1));
        String name = nameAndValues.get(0);
        if (!NAME.matcher(name).matches()) {
            throw new UnreadableLineException(line, "not a metric name: " + quoted(name));
        }
        if (nameAndValues.size() == 1) {
            throw new UnreadableLineException(line, "no value");
        }
        MetricType type = MetricType.ofSymbol(sections[1])
                .orElseThrow(() -> new UnreadableLineException(line, "unknown type " + quoted(sections[1])));
        List<BigDecimal> values = new ArrayList<>();
        for (String value : nameAndValues.subList(1, nameAndValues.size())) {
            values.add(number(line, value));
        }

        BigDecimal rate = BigDecimal.ONE;
        SortedSet<String> tags = new TreeSet<>();
        for (String section : List.of(sections).subList(2, sections.length)) {
            if (section.startsWith("@")) {
                rate = number(line, section.substring(1));
                if (rate.signum() <= 0 || rate.compareTo(BigDecimal.ONE) > 0) {
                    throw new UnreadableLineException(line, "not a sample rate: " + section);
                }
            } else if (section.startsWith("#")) {
                tags.addAll(List.of(section.substring(1).split(",")));
            } else if (!ORIGIN.matcher(section).lookingAt()) {
                throw new UnreadableLineException(line, "unknown section " + quoted(section));
            }
        }
        return new Sample(name, type, values, rate, tags);
    }

    private static BigDecimal number(String line, String text) throws UnreadableLineException {
        if (!NUMBER.matcher(text).matches()) {
            throw new UnreadableLineException(line, "not a number: " + quoted(text));
        }
        return new BigDecimal(text);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
