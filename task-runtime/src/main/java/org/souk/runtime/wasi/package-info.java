/** The system interface of a task, WASI preview 1: a few host functions over files that a task may see, and no others. */
package org.souk.runtime.wasi;
