/** Weka's regressors as forecasters. Nothing outside this module knows that there is Weka. */
package org.souk.ml.weka;
