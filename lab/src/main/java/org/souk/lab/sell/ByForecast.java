package org.souk.lab.sell;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.forecast.RunningForecast;
import org.souk.lab.forecast.LoadFile;

/** The product's forecast, going on step by step; it sees of each step what had been measured before it. */
final class ByForecast implements Reckoning {
    private final Reckoning present;
    private final Map<Long, Map<NodeId, Outlook>> outlooks = new HashMap<>();

    private ByForecast(Reckoning present) {
        this.present = present;
    }

    /** @param testFrom outlooks are kept from here on; before, the forecast only learns from its errors */
    static ByForecast rehearse(LoadFile file, LoadModel model, long from, long testFrom) {
        ByForecast reckoning = new ByForecast(new WithMargin(file, 0));
        RunningForecast running = model.begin(new byte[0]);
        Map<NodeId, LoadSeries> histories = new LinkedHashMap<>();
        file.nodes().forEach((node, series) -> histories.put(new NodeId(node), series));
        for (long step = from; step < file.end(); step++) {
            Map<NodeId, Outlook> ahead = running.advance(step - 1, histories);
            if (step >= testFrom) {
                reckoning.outlooks.put(step, ahead);
            }
        }
        return reckoning;
    }

    @Override
    public OwnerLoad of(String node, long step) {
        OwnerLoad last = present.of(node, step);
        Outlook ahead = outlooks.getOrDefault(step, Map.of()).get(new NodeId(node));
        return last.equals(OwnerLoad.UNKNOWN) ? last : new OwnerLoad(last.present(), Optional.ofNullable(ahead));
    }
}
