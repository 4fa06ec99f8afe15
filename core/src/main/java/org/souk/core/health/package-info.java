/**
 * Whether what the market does of its own accord, again and again, succeeds. Timers take their turns through {@link
 * org.souk.core.health.GuardedTurns}, so that none ends by an exception and a check can name those that fail.
 */
package org.souk.core.health;
