/** What people see and write: sizes, times and money in words, and whether somebody sits at a terminal. */
package org.souk.cli.terminal;
