/**
 * The use cases of buyers: submitting, finding, cancelling and migrating tasks, and why a task is where it is. How requests
 * come in is in {@code core.submission}.
 */
package org.souk.core.tasks;
