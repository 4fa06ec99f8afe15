/** Which module may use which, and which technology: each module's own tests hold it to that. */
package org.souk.testing.rules;
