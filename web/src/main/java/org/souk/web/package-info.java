/** What every page and endpoint of the WAR at {@code /} shares: its settings and the security headers. */
package org.souk.web;
