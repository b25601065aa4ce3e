/**
 * Markdown that is made from the code, and HTML that is made from Markdown. Any package of the docs may use it.
 */
package metricsbuffer.markdown;
