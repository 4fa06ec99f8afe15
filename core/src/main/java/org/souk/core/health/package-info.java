/** Whether what the market does of its own accord, again and again, succeeds. */
package org.souk.core.health;
