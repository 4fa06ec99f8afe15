package org.souk.lab.placement;

class SoukPlacerTest extends PlacerContract {
    @Override
    Placer placer(Machines machines) {
        return new SoukPlacer(machines);
    }
}
