/**
 * What is done to a WebAssembly module before it runs: it is inspected without trust, and rewritten so that it counts
 * the instructions that it executes.
 */
package org.souk.runtime.module;
