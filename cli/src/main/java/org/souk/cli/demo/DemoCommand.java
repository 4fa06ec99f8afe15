package org.souk.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.cli.demo.DemoRun.Story;
import org.souk.cli.local.LocalFailure;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.Ports;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.cli.terminal.Terminal;
import org.souk.protocol.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole story on this machine: a market, two nodes, tasks over real data, their results and the bill. */
@Command(
        name = "demo",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            DemoCommand.SUMMARY,
            "",
            "It runs in a folder and on ports of its own and leaves any other Souk on this machine alone. When it is"
                    + " over, everything that it started is stopped.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    public static final String SUMMARY =
            "The whole story on this machine: a control plane, two nodes, tasks over real data, results and the bill.";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The demo's folder, emptied first (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".souk", "demo");

    @Option(
            names = "--keep",
            description =
                    "Leave the market's data, to start it again with './souk up --home DIR'; else only results and"
                            + " logs stay.")
    private boolean keep;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        SoukScript souk = SoukScript.ofThisProgram();
        Screen screen = new Screen(System.err, Terminal.console().isPresent());
        try (DemoHome home = DemoHome.claim(folder, souk)) {
            Story story = play(souk, home, screen);
            if (!keep) {
                home.tidy();
            }
            DemoReport report = story.report().after((System.nanoTime() - began) / 1_000_000 / 1000.0);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.write(report));
            } else {
                StoryTable.print(story, home.results(), out);
                screen.line("everything is stopped, after " + report.elapsedSeconds() + " s");
            }
            out.flush();
            return report.isComplete() ? 0 : 1;
        }
    }

    private Story play(SoukScript souk, DemoHome home, Screen screen) throws IOException, InterruptedException {
        try (Teardown teardown = new Teardown()) {
            LocalMarket market =
                    LocalMarket.start(souk, home.folder(), Ports.freeNear(Ports.DEFAULT), Map.of(), teardown);
            Story story = new DemoRun(souk, market, home, screen).tell();
            screen.line("stopping the nodes and the control plane");
            return story;
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException e) {
            throw new LocalFailure(
                    (e.getMessage() == null ? e.toString() : e.getMessage()) + "; the logs are "
                            + home.folder().resolve("log").resolve("server.log") + " and "
                            + home.folder().resolve(DemoHome.NODES) + "/*/agent.log",
                    e);
        }
    }
}
