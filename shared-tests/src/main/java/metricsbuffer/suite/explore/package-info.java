/**
 * Plays ALL schedules of a small scenario on a real buffer, and says how each of them ends.
 *
 * <p>{@link metricsbuffer.suite.explore.Explorer} returns a {@link metricsbuffer.suite.explore.Graph}: the states of
 * the buffer and its threads, with what each thread does next. How many schedules there are is counted over the graph:
 * it is the number that one would come to by playing them one by one. It is a count, and never a probability: a real
 * machine does not choose among schedules as a lottery does.
 *
 * <h2>What is a step</h2>
 *
 * A buffer is loaded a second time, by {@link metricsbuffer.suite.explore.ApartLoader}, with a turn put in before each
 * access to what more than one thread can reach. What a thread has made and handed to nobody is no step, and neither is
 * what nobody changes while the threads run: a final field, an array that is not written to, the clock, which stands.
 * <ul>
 * <li>Fields and elements of arrays: a read is a step, and a write is one. {@code total += 1} is two. A bulk operation
 *     such as {@code clone()} goes element by element.
 * <li>A monitor or a lock: to enter is a step, which waits until it is free. To leave is part of the step before, since
 *     no other thread can tell when within it, unless it tries: that is not judged.
 * <li>{@code HashMap}, {@code TreeMap}, {@code ArrayList}: not made for threads. What reads and writes is a step that
 *     reads and one that writes, into what was read, be it still in the map or not. A walk is a step an entry and
 *     notices that the map was changed. What else two threads can do to the inside of such a map (MB-F13) is left out,
 *     and so is the check that {@code merge} makes between its two steps. {@code clear()} is one step,
 *     and so is {@code remove(index)} of a list.
 * <li>{@code EnumMap}: as an array: {@code put} and {@code remove} read, then write. {@code merge} is its default:
 *     {@code get}, then {@code put}. {@code size()} and {@code clear()} are one step.
 * <li>{@code ConcurrentHashMap}, the atomics, {@code ConcurrentLinkedQueue}: a call is one step; so is each step of a
 *     walk, and of {@code clear()}. A function handed to a call on a map may make steps of its own: who writes to the
 *     same key waits meanwhile. A function handed to an atomic makes none: it may read and make something new. What it
 *     reads it reads in the atomic's step; a real one reads one thing after the other, and may be called again.
 * <li>{@code LongAdder}: each thread has a cell; {@code sum()} reads one after the other.
 * <li>{@code Thread.yield()}, {@code onSpinWait()} and any sleep are a step. Who makes it again waits until another
 *     thread has made one. If none can it goes on all the same, but twenty times only: then it hangs.
 * <li>A call of the sink. A flush that the sink refuses is one that throws there.
 * </ul>
 *
 * All walks are in order of insertion, or sorted, so that the counts are the same on every JVM. A step is seen by all
 * threads at once (sequential consistency): what a machine and a compiler reorder is the business of {@code stress}.
 *
 * <h2>What makes it small</h2>
 *
 * Two schedules that come to the same state go on alike, so a state is visited once. A state is what can be reached
 * from the buffer and the sink (which object is which by its place, not by its address) and, of each thread, what it
 * has seen since its operation began, and what it has handed over: with that a thread is at one place with one content
 * of its variables, if it does nothing by chance. It may be two states where one would do. It should never be one where
 * there are two, but that is tested and not proved: by schedules played one by one, which have to be few, and by an
 * exploration in another order. Known to be left out: what an exception holds (it is told by its class, and by whether
 * a refusal is in it), and that two states may have the same key of 128 bits.
 *
 * <p>What is not known to change is not a step; if it is seen to change, the exploration begins again and knows better.
 * Each run goes the way of an earlier one to where it makes another choice; if it is not in the same state there, the
 * buffer is not judged. Chance that shows nowhere else is not noticed.
 *
 * <h2>What is not judged</h2>
 *
 * What is not modelled here is not judged: that none of all schedules break a rule would mean nothing, and neither
 * would an accusation. So are a buffer with threads of its own, and one that
 * <ul>
 * <li>calls a class that has no stand-in here and has to do with threads, or a method that the stand-in does not have;
 * <li>hands an array that others can reach to a method of the JDK, but for those that {@code standin.Statics} has, and
 *     those that only read an array of a kind that nobody changes;
 * <li>hands a function to an atomic that changes what others can reach, enters a monitor, or changes something each
 *     time that it is called;
 * <li>tries a lock, or asks whether it is held: to leave a lock would have to be a step then;
 * <li>keeps what changes in a static field, in a constant of an enum or in an exception, extends a class that is stood
 *     in for, or hands out an object before its final fields are set;
 * <li>uses reflection, {@code Object.clone()}, a parallel stream, a random number or the time of the machine;
 * <li>waits in a loop or for the clock, or does not do the same each time;
 * </ul>
 * and a scenario of more states than {@link metricsbuffer.suite.explore.Explorer#MOST_STATES}, or of more steps or more
 * to look at in its states than can be gone through in some seconds: those are counted, so that the answer does not
 * depend on the machine. Only a call that makes no step is given up by the time, after 20 seconds. Each says so and why,
 * by {@link metricsbuffer.suite.explore.NotJudged}, which a buffer cannot swallow.
 *
 * <h2>Where it lives</h2>
 *
 * {@link metricsbuffer.suite.explore.ExplorationRules} is what a module runs, with a canary beside each scenario. It
 * takes a {@link metricsbuffer.suite.port.BufferModule}, so the buffers of exercises and of readers are explored as
 * well. It knows {@code port} and {@code verdict}, and the canaries of {@code model}.
 */
package metricsbuffer.suite.explore;
