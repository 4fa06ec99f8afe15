/** What the tests of all modules share: how long they wait for what must come. */
package org.souk.testing;
