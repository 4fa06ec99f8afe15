package org.souk.ejb.matching;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.node.Terms;

/**
 * The most steps that an evaluation can take, from the text alone: loops count as often as what they run over can have
 * elements.
 */
final class EvaluationCost {
    private static final long TEXT_SEARCH = 5;
    private static final long REGULAR_EXPRESSION = 50;

    private final long longestCollection;

    private EvaluationCost(long longestCollection) {
        this.longestCollection = longestCollection;
    }

    static long of(CelExpr expression) {
        return new EvaluationCost(Math.max(Terms.MAX_ATTRIBUTES, longestLiteral(expression))).steps(expression);
    }

    private long steps(CelExpr expression) {
        if (expression.exprKind().getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            CelComprehension loop = expression.comprehension();
            long turn = plus(1, plus(steps(loop.loopCondition()), steps(loop.loopStep())));
            long turns = times(size(loop.iterRange()), turn);
            return plus(plus(steps(loop.iterRange()), steps(loop.accuInit())), plus(turns, steps(loop.result())));
        }
        long steps = expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL ? weight(expression.call()) : 1;
        for (CelExpr part : parts(expression)) {
            steps = plus(steps, steps(part));
        }
        return steps;
    }

    private static long weight(CelCall call) {
        return switch (call.function()) {
            case "matches" -> REGULAR_EXPRESSION;
            case "contains", "startsWith", "endsWith" -> TEXT_SEARCH;
            default -> 1;
        };
    }

    /** The most elements that a loop can run over. */
    private long size(CelExpr range) {
        return switch (range.exprKind().getKind()) {
            case LIST -> range.list().elements().size();
            case MAP -> range.map().entries().size();
            case COMPREHENSION -> size(range.comprehension().iterRange());
            case CALL -> parts(range).stream().mapToLong(this::size).reduce(0, EvaluationCost::plus);
            default -> longestCollection;
        };
    }

    private static long longestLiteral(CelExpr expression) {
        long longest =
                switch (expression.exprKind().getKind()) {
                    case LIST -> expression.list().elements().size();
                    case MAP -> expression.map().entries().size();
                    default -> 0;
                };
        for (CelExpr part : parts(expression)) {
            longest = Math.max(longest, longestLiteral(part));
        }
        return longest;
    }

    /** What an expression is directly made of. */
    static List<CelExpr> parts(CelExpr expression) {
        List<CelExpr> parts = new ArrayList<>();
        switch (expression.exprKind().getKind()) {
            case SELECT -> parts.add(expression.select().operand());
            case CALL -> {
                expression.call().target().ifPresent(parts::add);
                parts.addAll(expression.call().args());
            }
            case LIST -> parts.addAll(expression.list().elements());
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    parts.add(entry.key());
                    parts.add(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> parts.add(entry.value()));
            case COMPREHENSION -> {
                CelComprehension loop = expression.comprehension();
                parts.addAll(List.of(
                        loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result()));
            }
            case NOT_SET, CONSTANT, IDENT -> {
                // Made of nothing.
            }
        }
        return parts;
    }

    private static long plus(long a, long b) {
        return Math.min(Integer.MAX_VALUE, a + b);
    }

    private static long times(long a, long b) {
        return Math.min(Integer.MAX_VALUE, a * b);
    }
}
