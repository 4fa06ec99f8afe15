package org.souk.lab.placement;

import java.util.ArrayList;
import java.util.List;

/** The first machine with room, looked for anew each time. */
final class FirstFit implements Placer {
    private final Machines machines;
    final List<String> told = new ArrayList<>();

    FirstFit(Machines machines) {
        this.machines = machines;
    }

    @Override
    public List<Placed> tick(List<Pod> waiting) {
        told.add("tick with " + waiting.size());
        List<Amount> free = new ArrayList<>();
        for (int i = 0; i < machines.count(); i++) {
            free.add(machines.free(i));
        }
        List<Placed> decisions = new ArrayList<>();
        for (Pod pod : waiting) {
            for (int i = 0; i < free.size(); i++) {
                if (pod.needs().fitsIn(free.get(i))) {
                    free.set(i, free.get(i).minus(pod.needs()));
                    decisions.add(new Placed(pod, i));
                    break;
                }
            }
        }
        return decisions;
    }

    @Override
    public void placed(Placed placed) {
        told.add("placed " + placed.pod().number() + " on " + placed.machine());
    }

    @Override
    public void ended(Placed placed) {
        told.add("ended " + placed.pod().number());
    }
}
