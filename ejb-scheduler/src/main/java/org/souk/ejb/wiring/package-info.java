/** The one place where ports meet adapters. */
package org.souk.ejb.wiring;
