package org.souk.ipfs;

/** What a {@link FileBlockStore} promises about a block once it is put. */
public enum Durability {
    /** It survives the end of the process. After a loss of power it may be gone, or be found corrupt and dropped. */
    PROCESS_CRASH,
    /** It survives a loss of power: files and folders are forced to the disk before a commit returns. */
    POWER_LOSS
}
