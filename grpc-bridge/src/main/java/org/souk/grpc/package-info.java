/**
 * The gRPC server of the control plane: its life inside the application server, its limits, and the services for health
 * and version. Services for migrations are added here and find the market through {@code core}'s ports.
 */
package org.souk.grpc;
