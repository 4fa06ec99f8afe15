/** Who is believed for which node, and how wide the interval must be: learnt from errors that are already known. */
package org.souk.ml.champion;
