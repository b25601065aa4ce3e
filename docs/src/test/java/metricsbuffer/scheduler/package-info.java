/**
 * Writes the page 'Be the scheduler': every schedule of small scenarios, to be played step by step.
 *
 * <p>{@link metricsbuffer.scheduler.Subject} is a module or an exercise with what was explored of it,
 * {@link metricsbuffer.scheduler.PageData} what the page is told, and {@link metricsbuffer.scheduler.SchedulerTool} what
 * the profile {@code scheduler} runs. The page plays nothing itself: it walks over the states that runs of the real class
 * have come to.
 */
package metricsbuffer.scheduler;
