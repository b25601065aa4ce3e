/** Where a reader's own buffer goes, with worked examples: without a thread, with one of its own, and with a timer. */
package yours;
