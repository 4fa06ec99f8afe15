package org.souk.lab.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts outcomes. */
final class Tally {
    private final Map<Fault, List<Outcome>> outcomes = new LinkedHashMap<>();

    void add(Fault fault, Outcome outcome) {
        outcomes.computeIfAbsent(fault, key -> new ArrayList<>()).add(outcome);
    }

    int runs(Fault fault) {
        return outcomes.getOrDefault(fault, List.of()).size();
    }

    FaultsReport report() {
        Map<String, FaultsReport.Counts> faults = new LinkedHashMap<>();
        outcomes.forEach((fault, all) -> faults.put(fault.word(), counts(all)));
        int failures = (int) outcomes.values().stream()
                .flatMap(List::stream)
                .filter(outcome -> !outcome.findings().isEmpty())
                .count();
        return new FaultsReport(faults, failures);
    }

    private static FaultsReport.Counts counts(List<Outcome> all) {
        return new FaultsReport.Counts(
                all.size(),
                went(all, Outcome.Way.MOVED),
                went(all, Outcome.Way.STAYED),
                went(all, Outcome.Way.RESTARTED),
                all.stream().mapToInt(Outcome::copies).max().orElse(0),
                with(all, Flaw.WRONG_RESULT),
                with(all, Flaw.BILLED_TWICE),
                with(all, Flaw.NOT_BILLED),
                with(all, Flaw.LEFT_OVER));
    }

    private static int went(List<Outcome> all, Outcome.Way way) {
        return (int) all.stream().filter(outcome -> outcome.way() == way).count();
    }

    private static int with(List<Outcome> all, Flaw flaw) {
        return (int) all.stream().filter(outcome -> outcome.has(flaw)).count();
    }
}
