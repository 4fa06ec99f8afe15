package org.souk.lab.exec;

/**
 * What a run came to; the order of the fields is that of the JSON.
 *
 * @param exitCode the program's, 0…255
 * @param fuel metered instructions, the same on every machine
 * @param stdoutSha256 of everything that the program wrote to its standard output, hexadecimal
 * @param wallSeconds from the start of the program, without its compilation and its suspensions, to its end
 * @param suspensions how often it was suspended, its process killed, and another one went on
 */
record ExecReport(int exitCode, long fuel, String stdoutSha256, double wallSeconds, int suspensions) {}
