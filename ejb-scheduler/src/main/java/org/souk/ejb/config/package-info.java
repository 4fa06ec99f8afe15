/** MicroProfile Config, read in one place into typed records that are checked when the application starts. */
package org.souk.ejb.config;
