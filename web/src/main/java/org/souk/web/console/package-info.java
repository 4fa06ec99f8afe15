/**
 * The operator's console, in Jakarta Faces: what the market's nodes, tasks and ledger look like, on a page.
 *
 * <p>A bean of a page asks the market once for each view and turns the answer into rows of text; pages hold no logic.
 */
package org.souk.web.console;
