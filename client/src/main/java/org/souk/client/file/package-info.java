/** Folders as wholes, and small files that only their owner can read: what all who keep a market's content or secrets need. */
package org.souk.client.file;
