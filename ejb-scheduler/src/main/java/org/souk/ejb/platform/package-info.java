/**
 * What the control plane needs from the server it runs on: the data source and the checks behind {@code /health}.
 */
package org.souk.ejb.platform;
