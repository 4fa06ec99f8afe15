/** What a caller of the gRPC server is told when a call fails. */
package org.souk.grpc.status;
