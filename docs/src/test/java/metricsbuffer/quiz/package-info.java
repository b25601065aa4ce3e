/**
 * The quiz of {@code docs/trainer/quiz.md}: five small programs, and what comes out of them in all orders. Questions
 * and answers are made of it, so that neither can be wrong about the other.
 */
package metricsbuffer.quiz;
