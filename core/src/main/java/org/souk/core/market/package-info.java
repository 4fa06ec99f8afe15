/**
 * The market as a whole. {@link org.souk.core.market.Market} is the one place where its parts are put together, from what it
 * stores in, what it needs of its surroundings, and the rules that hold in it.
 */
package org.souk.core.market;
