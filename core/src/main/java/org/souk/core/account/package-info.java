/**
 * Who takes part in the market: accounts that own money, the service plans that they have, and the clients (with roles) that
 * act for them; the ports where they are kept.
 */
package org.souk.core.account;
