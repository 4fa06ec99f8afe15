/**
 * What tests of every module share: the contracts of core's ports, in-memory stores that keep them, and fixtures.
 */
package org.souk.core.testing;
