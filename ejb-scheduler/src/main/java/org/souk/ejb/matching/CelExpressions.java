package org.souk.ejb.matching;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.souk.core.common.ExpressionText;
import org.souk.core.common.InvalidRequest;
import org.souk.core.matching.Expression;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TaskFacts;
import org.souk.core.matching.Verdict;

/** {@link Expressions} in CEL. Keeps the latest {@value #REMEMBERED} compiled texts. */
public final class CelExpressions implements Expressions {
    /** Some microseconds to some hundred. */
    static final long MOST_STEPS = 5_000;

    private static final int REMEMBERED = 2_000;
    /** Deeper ones would need more stack than a server's threads are sure to have. */
    private static final int DEEPEST = 50;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(ExpressionText.LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            // Behind the limit of the steps, should its arithmetic ever be wrong.
            .comprehensionMaxIterations((int) MOST_STEPS)
            .maxRegexProgramSize(500)
            .enableHeterogeneousNumericComparisons(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .build();

    private final Language<NodeFacts> requirements =
            new Language<>(Vocabulary.ofRequirements(), (NodeFacts facts) -> Vocabulary.values(facts));
    private final Language<TaskFacts> policies =
            new Language<>(Vocabulary.ofPolicies(), (TaskFacts facts) -> Vocabulary.values(facts));

    @Override
    public Expression<NodeFacts> requirements(String field, String text) {
        return requirements.compile(field, text);
    }

    @Override
    public Expression<TaskFacts> policy(String field, String text) {
        return policies.compile(field, text);
    }

    /** The language with the variables for one kind of facts. */
    private static final class Language<T> {
        private final Cel cel;
        private final Function<T, Map<String, Object>> values;
        private final Map<String, Expression<T>> compiled = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Expression<T>> eldest) {
                return size() > REMEMBERED;
            }
        };

        Language(Map<String, CelType> variables, Function<T, Map<String, Object>> values) {
            CelBuilder builder = CelFactory.standardCelBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .setTypeProvider(new Vocabulary())
                    .setResultType(SimpleType.BOOL);
            variables.forEach(builder::addVar);
            this.cel = builder.build();
            this.values = values;
        }

        Expression<T> compile(String field, String text) {
            ExpressionText.check(field, Optional.of(text));
            synchronized (compiled) {
                Expression<T> known = compiled.get(text);
                if (known != null) {
                    return known;
                }
            }
            Expression<T> fresh = expression(field, text);
            synchronized (compiled) {
                compiled.put(text, fresh);
            }
            return fresh;
        }

        private Expression<T> expression(String field, String text) {
            try {
                CelAbstractSyntaxTree tree = checked(field, text, cel.compile(text));
                new LiteralCheck(field, tree).check();
                long steps = EvaluationCost.of(tree.getExpr());
                if (steps > MOST_STEPS) {
                    throw new InvalidRequest(
                            field, "could take " + steps + " steps to evaluate, and may take at most " + MOST_STEPS);
                }
                CelRuntime.Program program = cel.createProgram(tree);
                return facts -> verdict(program, facts);
            } catch (CelValidationException | CelEvaluationException e) {
                throw new IllegalStateException("an expression that was checked cannot be compiled: " + text, e);
            }
        }

        private static CelAbstractSyntaxTree checked(String field, String text, CelValidationResult result)
                throws CelValidationException {
            if (result.hasError()) {
                throw Complaint.of(field, text, result.getErrors().get(0));
            }
            return result.getAst();
        }

        private Verdict verdict(CelRuntime.Program program, T facts) {
            try {
                return Boolean.TRUE.equals(program.eval(values.apply(facts))) ? Verdict.YES : Verdict.NO;
            } catch (CelEvaluationException e) {
                return Verdict.failed(reason(e));
            }
        }

        private static String reason(CelEvaluationException failure) {
            String message = failure.getMessage().replaceFirst("^evaluation error at <input>:(\\d+): ", "");
            boolean missing = failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND;
            return missing && !message.contains(" ") ? "key '" + message + "' is not present" : message;
        }
    }
}
