/**
 * The market's expression language: the Common Expression Language (CEL), with the types that requirements and policies
 * talk about, a limit of what an evaluation may cost, and messages that point at the character.
 */
package org.souk.ejb.matching;
