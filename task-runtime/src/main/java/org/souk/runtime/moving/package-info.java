/**
 * Makes a metered module one that can be suspended in the middle of its calls and go on in another process: a rewrite of
 * the module, from bytes to bytes, that every node does for itself with the same result.
 */
package org.souk.runtime.moving;
