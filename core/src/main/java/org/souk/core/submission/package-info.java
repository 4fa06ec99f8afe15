/**
 * How buyers' requests come in: they are checked against what is stored and what the buyer's plan allows, their deadlines
 * are promised, and their tasks are stored with the money that they hold. A repeated request finds what the first has made.
 */
package org.souk.core.submission;
