/** The rule set of {@code docs/find}, run on what this repository knows the answers to. */
package metricsbuffer.find;
