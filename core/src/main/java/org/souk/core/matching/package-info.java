/**
 * Matching, both ways: what a buyer requires of a node, and what a seller's policy allows, as expressions over facts.
 *
 * <p>The language is behind the port {@link org.souk.core.matching.Expressions}; here is what expressions talk about
 * and a memory of what they said, so that each is asked once for equal facts.
 */
package org.souk.core.matching;
