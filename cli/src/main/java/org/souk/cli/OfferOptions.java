package org.souk.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.souk.cli.terminal.Amounts;
import org.souk.protocol.rest.BurstBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;
import picocli.CommandLine.Option;

/** What an owner sells; what is not said stays as it is. */
final class OfferOptions {
    private static final int STANDARD_DISCOUNT_PERCENT = 50;

    @Option(
            names = "--cpu",
            paramLabel = "CORES",
            converter = Amounts.Cores.class,
            description = "Cores for sale, such as 2 or 0.5.")
    Integer cpuMillis;

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            description = "RAM for sale, such as 4G.")
    Long ramBytes;

    @Option(
            names = "--storage",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            description = "Storage for sale, such as 10G.")
    Long storageBytes;

    @Option(
            names = "--price-cpu",
            paramLabel = "CREDITS",
            converter = Amounts.Credits.class,
            description = "For 10^9 fuel, about a second of one core.")
    Long cpuMicros;

    @Option(
            names = "--price-ram",
            paramLabel = "CREDITS",
            converter = Amounts.Credits.class,
            description = "For a GiB of RAM for an hour.")
    Long ramMicros;

    @Option(
            names = "--price-storage",
            paramLabel = "CREDITS",
            converter = Amounts.Credits.class,
            description = "For a GiB of storage for an hour.")
    Long storageMicros;

    @Option(
            names = "--yield",
            negatable = true,
            description = "Sell no more than the owner's own forecast load leaves free (--no-yield: everything).")
    Boolean yieldToOwner;

    @Option(
            names = "--pool",
            paramLabel = "NAME",
            description = "The group of nodes that this one belongs to; an empty name takes it out.")
    String pool;

    @Option(
            names = "--burst-cpu",
            paramLabel = "CORES",
            converter = Amounts.Cores.class,
            description = "Cores sold beyond that, cheaper and only while nobody else needs them.")
    Integer burstCpuMillis;

    @Option(
            names = "--burst-ram",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            description = "RAM sold likewise.")
    Long burstRamBytes;

    @Option(
            names = "--burst-storage",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            description = "Storage sold likewise.")
    Long burstStorageBytes;

    @Option(
            names = "--burst-discount",
            paramLabel = "PERCENT",
            description = "Off every price for burst capacity, 0 to 100 (at first 50).")
    Integer burstDiscount;

    @Option(names = "--no-burst", description = "Sell no burst capacity any more.")
    boolean noBurst;

    @Option(
            names = "--policy",
            paramLabel = "EXPR",
            description = "Sell only where this holds, over task, buyer and now, such as "
                    + "'task.maxPriceMicros >= 1000 && now.getHours(\"Europe/Berlin\") >= 20' ('' ends it).")
    String policy;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "What requirements may ask of the node, such as gpu=a100; may be repeated ('NAME=' ends it).")
    Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--region", paramLabel = "NAME", description = "Where the node is, such as eu-west ('' ends it).")
    String region;

    boolean isEmpty() {
        return cpuMillis == null
                && ramBytes == null
                && storageBytes == null
                && cpuMicros == null
                && ramMicros == null
                && storageMicros == null
                && yieldToOwner == null
                && pool == null
                && policy == null
                && attributes.isEmpty()
                && region == null
                && !saysBurst()
                && !noBurst;
    }

    private boolean saysBurst() {
        return burstCpuMillis != null || burstRamBytes != null || burstStorageBytes != null || burstDiscount != null;
    }

    private BurstBody burstOver(BurstBody burst) {
        if (noBurst || !saysBurst()) {
            return noBurst ? null : burst;
        }
        BurstBody before = burst == null ? new BurstBody(new ResourcesBody(0, 0, 0), STANDARD_DISCOUNT_PERCENT) : burst;
        return new BurstBody(
                new ResourcesBody(
                        or(burstCpuMillis, before.resources().cpuMillis()),
                        or(burstRamBytes, before.resources().ramBytes()),
                        or(burstStorageBytes, before.resources().storageBytes())),
                or(burstDiscount, before.discountPercent()));
    }

    /** What is said replaces what was; an empty text ends it. */
    private static String over(String said, String before) {
        if (said == null) {
            return before;
        }
        return said.isEmpty() ? null : said;
    }

    private Map<String, String> attributesOver(Map<String, String> before) {
        Map<String, String> after = before == null ? new TreeMap<>() : new TreeMap<>(before);
        attributes.forEach((name, value) -> {
            if (value.isEmpty()) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        return after.isEmpty() ? null : after;
    }

    /** The offer with what was said changed. */
    OfferBody over(OfferBody offer) {
        ResourcesBody resources = offer.resources();
        TariffBody tariff = offer.tariff();
        return new OfferBody(
                new ResourcesBody(
                        or(cpuMillis, resources.cpuMillis()),
                        or(ramBytes, resources.ramBytes()),
                        or(storageBytes, resources.storageBytes())),
                new TariffBody(
                        or(cpuMicros, tariff.perGigaFuelMicros()),
                        or(ramMicros, tariff.perGibHourRamMicros()),
                        or(storageMicros, tariff.perGibHourStorageMicros())),
                yieldToOwner == null ? offer.yieldToOwner() : yieldToOwner,
                over(pool, offer.pool()),
                burstOver(offer.burst()),
                over(policy, offer.policy()),
                attributesOver(offer.attributes()),
                over(region, offer.region()));
    }

    private static int or(Integer said, int otherwise) {
        return said == null ? otherwise : said;
    }

    private static long or(Long said, long otherwise) {
        return said == null ? otherwise : said;
    }
}
