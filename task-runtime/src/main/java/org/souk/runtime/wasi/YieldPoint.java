package org.souk.runtime.wasi;

/** What a call of the host that may take long has to do with a program that can be taken away in it. */
public interface YieldPoint {

    /** A point at which no program is ever taken away. */
    YieldPoint NONE = new YieldPoint() {
        @Override
        public boolean arrives() {
            return false;
        }

        @Override
        public boolean leaves() {
            return false;
        }
    };

    /** Whether the program was just put back into this call, in which it was taken away. */
    boolean arrives();

    /** Whether the program is taken away now: the call must return at once and have done nothing to the program. */
    boolean leaves();
}
