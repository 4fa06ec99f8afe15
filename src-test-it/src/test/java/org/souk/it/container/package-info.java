/** Tests that Arquillian carries into the running server: what the container does for the market's own classes. */
package org.souk.it.container;
