package org.souk.lab.simulate;

import java.util.Map;

/**
 * What came of all policies; the order of the fields is that of the JSON.
 *
 * @param jobs that were replayed
 * @param policies by their names, in the order in which they were asked for
 */
record SimulationReport(String trace, int jobs, int processors, Map<String, PolicyReport> policies) {}
