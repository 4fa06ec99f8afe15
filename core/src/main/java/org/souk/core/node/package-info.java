/** A seller's machine: its hardware, what of it is for sale at which price, and its measured load. */
package org.souk.core.node;
