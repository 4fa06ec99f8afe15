/** A PostgreSQL of one's own for one run, on this machine, with the durability that it has by default. */
package org.souk.lab.postgres;
