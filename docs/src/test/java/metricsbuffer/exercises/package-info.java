/**
 * The exercises: pull requests that the suite must judge as their answers do, and the tool that applies one of them.
 */
package metricsbuffer.exercises;
