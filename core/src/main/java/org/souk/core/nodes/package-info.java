/**
 * The use cases of sellers: enrolling machines, changing what is for sale, pools; and the quarantine of nodes that report
 * what cannot be true.
 */
package org.souk.core.nodes;
