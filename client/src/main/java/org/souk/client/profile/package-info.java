/** Who is signed in on this machine, as {@code souk login} leaves it for all programs of a user. */
package org.souk.client.profile;
