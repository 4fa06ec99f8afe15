/**
 * What the market tells of tasks once it is committed: to the live state as a hint, to the planner and the migrations, and
 * over the port {@link org.souk.core.events.TaskListener} to the outside. Nothing that is told here is needed to be right:
 * who misses it finds it in the database.
 */
package org.souk.core.events;
