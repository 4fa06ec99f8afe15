/**
 * A buyer's task: what was asked for, the states it goes through, its attempts on nodes and how it ended.
 *
 * <p>{@link org.souk.core.task.TaskState} holds every legal transition; nothing else decides about them.
 */
package org.souk.core.task;
