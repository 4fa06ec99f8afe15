/** Who makes room on a node: who may be asked to, and the fewest and cheapest of them that suffice. */
package org.souk.core.scheduling.preemption;
