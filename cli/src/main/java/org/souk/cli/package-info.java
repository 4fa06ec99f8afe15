/**
 * The {@code souk} command for buyers, sellers and operators: every subcommand is a small class that calls the market's
 * REST interface and prints what came of it. {@link org.souk.cli.Souk} lists them.
 */
package org.souk.cli;
