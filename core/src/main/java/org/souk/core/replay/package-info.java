/**
 * What makes a run of a task repeatable: the terms that decide what its program does, the result that it comes to, and the
 * comparison of two results. Nothing here runs a program; who does says what came of it in these words.
 */
package org.souk.core.replay;
