/**
 * Content addressing: what a name (a CID) means, how files and folders become blocks with the names that IPFS gives
 * them, how blocks are kept on disk and how they travel (CAR). Every byte is checked against its CID where it is used;
 * whoever sent it is never trusted. {@link org.souk.ipfs.ContentStore} is the way in for most callers.
 */
package org.souk.ipfs;
