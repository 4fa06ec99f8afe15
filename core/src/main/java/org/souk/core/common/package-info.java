/**
 * What every part of the market names: the ids, the refusals that a caller is answered with, the market's time, the
 * numbers of changes, and how work becomes one transaction. It knows no other package.
 */
package org.souk.core.common;
