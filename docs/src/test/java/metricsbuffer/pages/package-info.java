/**
 * The pages held to the code: quotes, links, IDs, names and generated parts. One switch brings them up to date.
 */
package metricsbuffer.pages;
