/**
 * The market's quantities as types: money, fuel, bytes, milli-CPU and the bundles of them that are sold.
 *
 * <p>All arithmetic is exact integer arithmetic and overflow is an error, never a wrap-around.
 */
package org.souk.core.units;
