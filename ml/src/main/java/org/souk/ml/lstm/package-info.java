/** A recurrent network of our own that forecasts quantiles, its training, and the face that Weka sees of it. */
package org.souk.ml.lstm;
