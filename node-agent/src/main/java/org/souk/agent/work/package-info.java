/**
 * Attempts on the node: from the assignment over the fetching of inputs, a worker and the run to the report, which is
 * kept until the market has acknowledged it.
 */
package org.souk.agent.work;
