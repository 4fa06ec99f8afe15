/** A buyer's tasks: submitting them at most once whatever fails, and waiting for their end. */
package org.souk.client.task;
