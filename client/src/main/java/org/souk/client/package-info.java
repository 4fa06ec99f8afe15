/**
 * The Java client of a Souk market: the REST interface on behalf of one account, with tokens that renew themselves, errors
 * that a person understands, and calls that are repeated when the market is away for a moment.
 *
 * <p>Begin with {@link org.souk.client.MarketClient}; {@link org.souk.client.content.Contents} uploads and downloads,
 * {@link org.souk.client.task.TaskClient} submits tasks and waits for their end. The bodies of the interface are records in
 * {@code org.souk.protocol.rest}. Nothing here needs an agent, a WebAssembly engine or gRPC.
 */
package org.souk.client;
