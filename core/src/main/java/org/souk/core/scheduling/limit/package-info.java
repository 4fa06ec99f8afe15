/** The rules that hold a task back whatever the nodes are, because of what its buyer or its array has already. */
package org.souk.core.scheduling.limit;
