package org.souk.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the demo's tasks.
 *
 * @param name for people
 * @param program the module's name below {@code demo/bin}
 * @param options after input and output
 * @param output the file that it writes, a plain name
 */
record DemoTask(String name, String program, List<String> options, String output) {
    /** The measured load of six machines, see {@code demo/data}. */
    static final String INPUT = "nab-aws-6.csv.gz";

    private static final String SHOWN_NODE = "rds_cc0c53";
    private static final List<String> MACHINES =
            List.of("ec2_24ae8d", "ec2_53ea38", "ec2_77c1ca", "ec2_ac20cd", "ec2_c6585a", SHOWN_NODE);

    /** Statistics, two pictures, and a forecast for each machine. */
    static List<DemoTask> all() {
        List<DemoTask> tasks = new ArrayList<>();
        tasks.add(new DemoTask("statistics", "loadstats", List.of(), "statistics.json"));
        tasks.add(new DemoTask("chart of all", "loadchart", List.of(), "load.png"));
        tasks.add(new DemoTask(
                "chart of " + SHOWN_NODE, "loadchart", List.of("--node", SHOWN_NODE), "load-" + SHOWN_NODE + ".png"));
        for (String machine : MACHINES) {
            tasks.add(new DemoTask(
                    "forecast of " + machine, "forecast", List.of("--node", machine), "forecast-" + machine + ".json"));
        }
        return tasks;
    }

    /** Input and output first, each at the root under its own name. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(inputPath(), outputPath()));
        arguments.addAll(options);
        return arguments;
    }

    static String inputPath() {
        return "/" + INPUT;
    }

    String outputPath() {
        return "/" + output;
    }
}
