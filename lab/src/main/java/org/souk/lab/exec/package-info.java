/** Runs one module in the worker that a node would use, without a market: what it answers, and what it would be billed. */
package org.souk.lab.exec;
