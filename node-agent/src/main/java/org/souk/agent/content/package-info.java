/** Content by CID on the node: a cache of what tasks read, and the way of what they wrote to the market. */
package org.souk.agent.content;
