/**
 * The market as its clients see it: tokens, REST calls and content over HTTP, with errors that a person understands.
 * Used by the agent and by the command line.
 */
package org.souk.agent.market;
