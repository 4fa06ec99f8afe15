/**
 * What stands between a worker process and the machine, besides the sandbox in it: namespaces by bubblewrap, limits by
 * control groups. Each is used only where a probe has shown that it works.
 */
package org.souk.runtime.isolation;
