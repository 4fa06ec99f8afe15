package org.souk.core.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two results of the same terms, point by point. How long the runs took, their memory and their words are not compared,
 * since machines may differ in these.
 */
public record Comparison(List<Point> points) {
    public Comparison {
        points = List.copyOf(points);
    }

    /**
     * One thing that was compared.
     *
     * @param what its name, or the path of an output
     * @param reported by the first who ran it, empty for nothing
     * @param replayed by the second, empty for nothing
     */
    public record Point(String what, String reported, String replayed, boolean same) {
        static Point of(String what, Object reported, Object replayed) {
            String one = reported.toString();
            String other = replayed.toString();
            return new Point(what, one, other, one.equals(other));
        }
    }

    /** Compares how they ended, exit code, fuel, standard output and error, and outputs by their paths. */
    public static Comparison of(RunResult reported, RunResult replayed) {
        List<Point> points = new ArrayList<>();
        points.add(Point.of("end", reported.end(), replayed.end()));
        points.add(Point.of("exit code", reported.exitCode(), replayed.exitCode()));
        points.add(Point.of("fuel", reported.fuel(), replayed.fuel()));
        points.add(Point.of(
                "stdout", reported.stdout().orElse(""), replayed.stdout().orElse("")));
        points.add(Point.of(
                "stderr", reported.stderr().orElse(""), replayed.stderr().orElse("")));
        Map<String, String> before = byPath(reported.outputs());
        Map<String, String> after = byPath(replayed.outputs());
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.forEach(path -> points.add(Point.of(path, before.getOrDefault(path, ""), after.getOrDefault(path, ""))));
        return new Comparison(points);
    }

    private static Map<String, String> byPath(List<RunResult.Output> outputs) {
        Map<String, String> cids = new LinkedHashMap<>();
        outputs.forEach(output -> cids.put(output.path(), output.cid()));
        return cids;
    }

    /** Whether both runs gave the same in all points. */
    public boolean allSame() {
        return points.stream().allMatch(Point::same);
    }

    /** The points in which they differ. */
    public List<Point> differences() {
        return points.stream().filter(point -> !point.same()).toList();
    }
}
