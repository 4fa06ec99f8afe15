/** What a run used, at which prices, and what that makes: tariffs, usage, segments of a run and bills. */
package org.souk.core.pricing;
