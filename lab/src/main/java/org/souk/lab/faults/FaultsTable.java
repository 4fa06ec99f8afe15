package org.souk.lab.faults;

import org.souk.lab.faults.FaultsReport.Counts;

/** The report for people. */
final class FaultsTable {
    private static final String ROW = "%-22s %5s %6s %7s %10s %7s %6s %12s %10s %10s%n";

    private FaultsTable() {}

    static void print(FaultsReport report) {
        System.out.printf(
                ROW,
                "fault",
                "runs",
                "moved",
                "stayed",
                "restarted",
                "copies",
                "wrong",
                "billed twice",
                "not billed",
                "left over");
        report.faults().forEach(FaultsTable::print);
        System.out.println("failures: " + report.failures());
    }

    private static void print(String fault, Counts counts) {
        System.out.printf(
                ROW,
                fault,
                counts.runs(),
                counts.moved(),
                counts.stayed(),
                counts.restarted(),
                counts.copiesMax(),
                counts.wrongResults(),
                counts.billedTwice(),
                counts.notBilled(),
                counts.leftOvers());
    }
}
