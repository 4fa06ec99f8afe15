/**
 * What the control plane needs from the server it runs on: the data source and the claim to it, the stores'
 * entity manager, and the checks behind {@code /health}.
 */
package org.souk.ejb.platform;
