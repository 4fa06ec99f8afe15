package org.souk.ejb.matching;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.souk.core.common.InvalidRequest;

/** Refuses what the types allow and every evaluation would fail on. */
final class LiteralCheck {
    private final String field;
    private final CelAbstractSyntaxTree tree;

    LiteralCheck(String field, CelAbstractSyntaxTree tree) {
        this.field = field;
        this.tree = tree;
    }

    void check() {
        check(tree.getExpr());
    }

    private void check(CelExpr expression) {
        switch (expression.exprKind().getKind()) {
            // The types are there to be read.
            case STRUCT -> throw refused(expression, "a " + expression.struct().messageName() + " cannot be made");
            case CALL -> checkCall(expression.call());
            default -> {
                // Nothing to be wrong by itself.
            }
        }
        EvaluationCost.parts(expression).forEach(this::check);
    }

    private void checkCall(CelCall call) {
        List<CelExpr> arguments = call.args();
        if (arguments.isEmpty() || !isText(arguments.get(arguments.size() - 1))) {
            return;
        }
        CelExpr last = arguments.get(arguments.size() - 1);
        String text = last.constant().stringValue();
        switch (call.function()) {
            case "matches" -> checkPattern(last, text);
            case "timestamp" -> checkTime(last, text);
            default -> {
                if (call.function().startsWith("get")) {
                    checkZone(last, text);
                }
            }
        }
    }

    private void checkPattern(CelExpr literal, String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw refused(literal, e.getMessage());
        }
    }

    private void checkTime(CelExpr literal, String text) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(literal, "'" + text + "' is not a time, such as 2026-12-31T18:00:00Z");
        }
    }

    private void checkZone(CelExpr literal, String text) {
        try {
            ZoneId.of(!text.isEmpty() && Character.isDigit(text.charAt(0)) ? "+" + text : text);
        } catch (DateTimeException e) {
            throw refused(literal, "'" + text + "' is not a time zone, such as Europe/Berlin or +02:00");
        }
    }

    private static boolean isText(CelExpr expression) {
        return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private InvalidRequest refused(CelExpr expression, String reason) {
        Integer offset = tree.getSource().getPositionsMap().get(expression.id());
        return new InvalidRequest(field, reason, offset == null ? 1 : offset + 1);
    }
}
