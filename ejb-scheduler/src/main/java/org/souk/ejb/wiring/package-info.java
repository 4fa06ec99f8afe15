/**
 * Where ports meet adapters: the stores, content, forecasters and settings are given to {@code core.market.Market}, which puts
 * itself together, and its parts are given to whoever injects them.
 */
package org.souk.ejb.wiring;
