/**
 * Disputes: runs a finished task once more and says whether what its node reported, and was paid for, is what the program
 * does.
 */
package org.souk.replay.audit;
