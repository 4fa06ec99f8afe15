/** What a forecaster sees at one moment: the latest values, the same time of earlier days, what is usual for the node. */
package org.souk.ml.window;
