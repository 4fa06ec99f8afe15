package org.souk.runtime.module;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who may call whom in a module, and what follows for the metering. A function is <em>deep</em> if nothing in the code
 * bounds how deep the calls below it go, or if the bound is high; every cycle of calls consists of deep functions. A
 * call through a table may reach each function of its type of which a reference is taken anywhere.
 */
final class CallGraph {

    /** What a call of any function takes of the stack, in values. */
    private static final int FRAME = 16;

    /** A single function counts at most as this many values. */
    private static final int LARGEST_FRAME = 1 << 17;

    /** Without being deep, a function and those below it may keep this many values and be so many. */
    private static final int SHALLOW_VALUES = 10_000;

    static final int SHALLOW_FUNCTIONS = 40;

    /** The most that a caller pays in advance for a function. */
    private static final int MAX_PREPAID = 256;

    private final ModuleLayout layout;
    private final int imported;
    private final List<FunctionScan> scans = new ArrayList<>();
    private final Set<Integer> references = new LinkedHashSet<>();

    /** The nodes are the defined functions, then the types by which tables are called. */
    private final List<FunctionType> indirectTypes = new ArrayList<>();

    private final Map<FunctionType, Integer> indirectNodes = new HashMap<>();
    private final int[][] edges;
    private final boolean[] deep;
    private final int[] values;
    private final int[] chain;
    private final int[] prepaid;
    private boolean deepThroughTables;

    CallGraph(ModuleLayout layout) throws Refused {
        this.layout = layout;
        this.imported = layout.importedFunctions();
        references.addAll(layout.references());
        for (int place = 0; place < layout.functions(); place++) {
            FunctionScan scan = new FunctionScan(layout, place);
            scans.add(scan);
            references.addAll(scan.references());
            for (FunctionType type : scan.indirectCallees()) {
                indirectNodes.computeIfAbsent(type, added -> {
                    indirectTypes.add(added);
                    return layout.functions() + indirectTypes.size() - 1;
                });
            }
        }
        int nodes = scans.size() + indirectTypes.size();
        edges = new int[nodes][];
        for (int node = 0; node < nodes; node++) {
            edges[node] = node < scans.size()
                    ? calleesOf(scans.get(node))
                    : targetsOf(indirectTypes.get(node - scans.size()));
        }
        deep = new boolean[nodes];
        values = new int[nodes];
        chain = new int[nodes];
        prepaid = new int[scans.size()];
        judge();
    }

    /** What is known of the function with this place in the code section. */
    FunctionScan scan(int place) {
        return scans.get(place);
    }

    boolean isDeep(int function) {
        return function >= imported && deep[function - imported];
    }

    /** Whether calls through a table by this type may reach a deep function. */
    boolean isDeep(FunctionType type) {
        return deep[indirectNodes.get(type)];
    }

    boolean hasDeepFunctions() {
        for (boolean judged : deep) {
            if (judged) {
                return true;
            }
        }
        return false;
    }

    /** Whether calls through tables tell how deep they are. */
    boolean deepThroughTables() {
        return deepThroughTables;
    }

    /** Whether the function is told how deep it is called, in an additional parameter. */
    boolean isToldDepth(int function) {
        return isDeep(function) || function >= imported && deepThroughTables && isReferenced(function);
    }

    boolean isReferenced(int function) {
        return references.contains(function);
    }

    /** The imported functions that may be called through tables. */
    List<Integer> referencedImports() {
        return references.stream()
                .filter(function -> function < imported)
                .sorted()
                .toList();
    }

    /** What a frame of the function takes of the stack, in values. */
    int frameOf(int place) {
        FunctionScan scan = scans.get(place);
        // A call through a table takes some frames of the engine.
        int calls = scan.indirectCallees().isEmpty() ? FRAME : 3 * FRAME;
        return Math.min(calls + scan.values(), LARGEST_FRAME);
    }

    /** What the caller of a defined function pays in advance: what the function's cheapest way costs, if that is little. */
    int prepaid(int function) {
        return function < imported ? 0 : prepaid[function - imported];
    }

    private int[] calleesOf(FunctionScan scan) {
        return IntStream.concat(
                        scan.callees().stream()
                                .filter(callee -> callee >= imported)
                                .mapToInt(callee -> callee - imported),
                        scan.indirectCallees().stream().mapToInt(indirectNodes::get))
                .toArray();
    }

    private int[] targetsOf(FunctionType type) throws Refused {
        List<Integer> targets = new ArrayList<>();
        for (int function : references) {
            if (layout.typeOf(function).equals(type) && function >= imported) {
                targets.add(function - imported);
            }
        }
        return targets.stream().mapToInt(Integer::intValue).toArray();
    }

    private void judge() throws Refused {
        Set<Integer> called = new LinkedHashSet<>(layout.calledByHost());
        called.addAll(references);
        for (List<Integer> component : components()) {
            boolean cyclic = component.size() > 1 || callsItself(component.get(0));
            for (int node : component) {
                judge(node, cyclic);
            }
            for (int node : component) {
                // Nobody pays for a function that the host or a table calls. One that calls the host shows it the fuel,
                // in
                // which what its caller has paid is missing, unless it is deep.
                if (node < scans.size()
                        && !called.contains(node + imported)
                        && (deep[node] || !callsHost(scans.get(node)))) {
                    long cheapest = scans.get(node).cheapestWay(this::prepaid);
                    prepaid[node] = cheapest > MAX_PREPAID ? 0 : (int) cheapest;
                }
            }
        }
        for (int node = scans.size(); node < deep.length; node++) {
            deepThroughTables |= deep[node];
        }
    }

    private boolean callsHost(FunctionScan scan) {
        return scan.callees().stream().anyMatch(callee -> callee < imported);
    }

    private boolean callsItself(int node) {
        return Arrays.stream(edges[node]).anyMatch(callee -> callee == node);
    }

    private void judge(int node, boolean cyclic) {
        boolean isFunction = node < scans.size();
        int most = 0;
        int longest = 0;
        boolean callsDeep = cyclic;
        for (int callee : edges[node]) {
            most = Math.max(most, values[callee]);
            longest = Math.max(longest, chain[callee]);
            callsDeep |= deep[callee];
        }
        values[node] = most + (isFunction ? frameOf(node) : 0);
        chain[node] = longest + (isFunction ? 1 : 0);
        deep[node] = callsDeep || values[node] > SHALLOW_VALUES || chain[node] > SHALLOW_FUNCTIONS;
        if (deep[node]) {
            values[node] = 0;
            chain[node] = 0;
        }
    }

    /** The strongly connected components, callees before their callers: Tarjan's algorithm without recursion. */
    private List<List<Integer>> components() {
        int[] order = new int[edges.length];
        int[] low = new int[edges.length];
        int[] next = new int[edges.length];
        boolean[] waiting = new boolean[edges.length];
        Deque<Integer> path = new ArrayDeque<>();
        Deque<Integer> stack = new ArrayDeque<>();
        List<List<Integer>> found = new ArrayList<>();
        int visited = 0;
        for (int root = 0; root < edges.length; root++) {
            if (order[root] != 0) {
                continue;
            }
            path.push(root);
            while (!path.isEmpty()) {
                int node = path.peek();
                if (order[node] == 0) {
                    visited++;
                    order[node] = visited;
                    low[node] = visited;
                    stack.push(node);
                    waiting[node] = true;
                }
                if (next[node] < edges[node].length) {
                    int callee = edges[node][next[node]];
                    next[node]++;
                    if (order[callee] == 0) {
                        path.push(callee);
                    } else if (waiting[callee]) {
                        low[node] = Math.min(low[node], order[callee]);
                    }
                    continue;
                }
                path.pop();
                if (!path.isEmpty()) {
                    low[path.peek()] = Math.min(low[path.peek()], low[node]);
                }
                if (low[node] == order[node]) {
                    List<Integer> component = new ArrayList<>();
                    int member;
                    do {
                        member = stack.pop();
                        waiting[member] = false;
                        component.add(member);
                    } while (member != node);
                    Collections.sort(component);
                    found.add(component);
                }
            }
        }
        return found;
    }
}
