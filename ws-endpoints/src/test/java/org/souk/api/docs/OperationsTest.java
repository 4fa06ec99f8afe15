package org.souk.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.api.AccountResource;
import org.souk.api.ArrayResource;
import org.souk.api.FileResource;
import org.souk.api.LedgerResource;
import org.souk.api.NodeResource;
import org.souk.api.PlanResource;
import org.souk.api.PoolResource;
import org.souk.api.TaskResource;
import org.souk.api.VersionResource;
import org.souk.protocol.json.Json;

/** The document is written by hand, so it must be held to the code. */
class OperationsTest {
    private static final List<Class<?>> RESOURCES = List.of(
            TaskResource.class,
            ArrayResource.class,
            PlanResource.class,
            FileResource.class,
            NodeResource.class,
            PoolResource.class,
            AccountResource.class,
            LedgerResource.class,
            VersionResource.class);

    @Test
    void everyResourceMethodIsDocumentedWithItsRoles() {
        Set<String> documented = Operations.all().stream()
                .map(operation -> operation.method + " " + operation.path + " " + Set.copyOf(operation.roles))
                .map(OperationsTest::sorted)
                .collect(Collectors.toSet());
        Set<String> served = RESOURCES.stream()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods())
                        .flatMap(method -> operation(resource, method).stream()))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(served);
    }

    private static Optional<String> operation(Class<?> resource, Method method) {
        return httpMethod(method).map(http -> {
            Path path = method.getAnnotation(Path.class);
            String below = path == null ? "" : "/" + path.value();
            RolesAllowed roles = method.isAnnotationPresent(RolesAllowed.class)
                    ? method.getAnnotation(RolesAllowed.class)
                    : resource.getAnnotation(RolesAllowed.class);
            Set<String> names = method.isAnnotationPresent(PermitAll.class) ? Set.of() : Set.of(roles.value());
            return sorted(http + " /v1" + resource.getAnnotation(Path.class).value() + below + " " + names);
        });
    }

    /** Sets print in any order. */
    private static String sorted(String line) {
        int roles = line.indexOf('[');
        return line.substring(0, roles)
                + Stream.of(line.substring(roles + 1, line.length() - 1).split(", "))
                        .sorted()
                        .toList();
    }

    private static Optional<String> httpMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return Optional.of(http.value());
            }
        }
        return Optional.empty();
    }

    static Stream<Operation.Content> contents() {
        return Operations.all().stream()
                .flatMap(operation -> Stream.concat(
                        operation.request.stream(),
                        operation.answers.values().stream().flatMap(List::stream)))
                .filter(content -> content.type() != null);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everyExampleIsWhatItIsAnExampleOf(Operation.Content content) {
        assertThat(Json.read(content.example(), content.type())).isInstanceOf(content.type());
    }

    @Test
    void optionalFieldsExist() throws ClassNotFoundException {
        for (String field : Operations.optionalFields()) {
            String[] parts = field.split("\\.");
            Class<?> type = Class.forName("org.souk.protocol.rest." + parts[0]);
            assertThat(type.getRecordComponents())
                    .anyMatch(component -> component.getName().equals(parts[1]));
        }
    }
}
