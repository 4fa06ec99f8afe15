/** Starts and stops a PostgreSQL server that lives only for a test or an experiment; its programs come with a jar. */
package org.souk.postgres;
