/** Who takes part in the market: accounts that own money, and the clients (with roles) that act for them. */
package org.souk.core.account;
