/**
 * Checks client credentials for the token endpoint and for the console's sign-in form alike, so that secrets cannot be
 * guessed and slow hashing cannot be used to burn the CPU.
 */
package org.souk.web.signin;
