/**
 * The gRPC server of the control plane: its life inside the application server, its limits, and the services for health
 * and version. The relay for snapshots is a package below; it asks the market through the port {@code Passages}.
 */
package org.souk.grpc;
