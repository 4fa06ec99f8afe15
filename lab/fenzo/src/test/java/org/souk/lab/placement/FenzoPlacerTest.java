package org.souk.lab.placement;

import java.util.OptionalDouble;

class FenzoPlacerTest extends PlacerContract {
    @Override
    Placer placer(Machines machines) {
        return new FenzoPlacer(machines, OptionalDouble.empty());
    }
}
