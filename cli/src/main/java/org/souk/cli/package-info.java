/**
 * The {@code souk} command for buyers, sellers and operators: most subcommands are small classes that call the
 * market's REST interface and print what came of it; {@code node start} runs the agent and {@code task verify} a replay.
 * {@link org.souk.cli.Souk} lists them, and loads a subcommand's class only when it is called.
 */
package org.souk.cli;
