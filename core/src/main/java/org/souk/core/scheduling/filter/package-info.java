/**
 * The rules that a node must meet to run a task. Each is one class and says yes or no; {@link
 * org.souk.core.scheduling.filter.Filters} says in which order they are asked.
 */
package org.souk.core.scheduling.filter;
