/** The pages as a site: one folder for each version. */
package metricsbuffer.website;
