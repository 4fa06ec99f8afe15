/** The WebSocket {@code /api/ws/events}: tells buyers of each change of their tasks, and operators of all. */
package org.souk.api.events;
