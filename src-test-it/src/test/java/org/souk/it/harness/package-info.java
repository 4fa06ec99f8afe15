/**
 * What the tests stand on: one market for all of them, real agents and pretended ones, accounts, and waiting with a
 * deadline instead of sleeping.
 */
package org.souk.it.harness;
