/**
 * The experiments behind every number that Souk publishes. Each is a subcommand of {@link org.souk.lab.Lab}; it prints
 * a table for people, or with {@code --json} one JSON object as its only standard output.
 */
package org.souk.lab;
