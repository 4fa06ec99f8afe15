/**
 * The rules that hold a task back whatever the nodes are, because of what its buyer or its array has already. They are asked
 * before any node is looked at.
 */
package org.souk.core.scheduling.limit;
