/** Where a reader's own buffer goes, with a worked example. Not used by any other test. */
package yours;
