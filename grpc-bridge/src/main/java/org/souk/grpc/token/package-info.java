/** Who calls: bearer tokens of the market's authorization server, verified by its published keys as for REST. */
package org.souk.grpc.token;
