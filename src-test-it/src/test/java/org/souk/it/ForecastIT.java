package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Api;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Run;
import org.souk.it.harness.Seller;
import org.souk.it.harness.SharedControlPlane;
import org.souk.it.harness.StoredLoads;
import org.souk.protocol.rest.ForecastPointBody;
import org.souk.protocol.rest.LoadCourseBody;
import org.souk.protocol.rest.NodeForecastBody;
import org.souk.testing.Eventually;

/** The market trains its models in its own server, keeps them, and forecasts by them. */
class ForecastIT {
    private static final int DAYS = 3;
    private static final int HOUR = 12;

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void modelIsTrainedInTheServerAndOutlivesIt() {
        SharedControlPlane market = MARKET.controlPlane();
        Seller seller = MARKET.seller();
        String measured = seller.enrol("measured", Seller.smallOffer()).node().id();
        String fresh = seller.enrol("fresh", Seller.smallOffer()).node().id();

        market.kill();
        StoredLoads.write(market.home(), measured, DAYS, Instant.now());
        market.start();

        NodeForecastBody first =
                Eventually.present("a forecast of the node", () -> Optional.of(forecast(seller, measured))
                        .filter(body -> !body.cpu().forecast().isEmpty()));
        assertThat(first.model()).matches("[0-9a-f]{12}");
        for (LoadCourseBody course : new LoadCourseBody[] {first.cpu(), first.ram()}) {
            assertThat(course.champion()).isNotBlank();
            assertThat(course.history()).hasSizeBetween(280, 288);
            assertThat(course.forecast()).hasSize(HOUR);
            for (ForecastPointBody point : course.forecast()) {
                assertThat(point.median()).isBetween(point.lower(), point.upper());
                assertThat(point.lower()).isBetween(0.0, 100.0);
                assertThat(point.upper()).isBetween(0.0, 100.0);
            }
        }
        assertThat(forecast(seller, fresh).cpu().forecast()).isEmpty();
        assertThat(metric("souk_forecast_nodes")).isEqualTo(1);
        assertThat(metric("souk_forecast_training_cpu_seconds")).isPositive();
        assertThat(metric("souk_forecast_trainings\\{[^}]*outcome=\"done\"[^}]*}"))
                .isEqualTo(1);
        assertThat(metric("souk_forecast_trainings\\{[^}]*outcome=\"failed\"[^}]*}"))
                .isZero();
        assertThat(Api.anonymous().get("//metrics").text())
                .containsPattern("souk_forecast_champions\\{[^}]*champion=\""
                        + first.cpu().champion() + "\"");

        market.kill();
        market.start();

        NodeForecastBody again = Eventually.present(
                "a forecast of the node by the stored model", () -> Optional.of(forecast(seller, measured))
                        .filter(body -> !body.cpu().forecast().isEmpty()));
        assertThat(again.model()).isEqualTo(first.model());
        assertThat(again.trainedAt()).isEqualTo(first.trainedAt());
        assertThat(metric("souk_forecast_trainings\\{[^}]*outcome=\"done\"[^}]*}"))
                .isZero();
    }

    private static double metric(String pattern) {
        return Api.anonymous()
                .get("//metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.matches(pattern + "(\\{[^}]*})? \\S+"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + pattern));
    }

    private static NodeForecastBody forecast(Seller seller, String node) {
        return seller.api().get("/nodes/" + node + "/forecast").as(NodeForecastBody.class);
    }

    @Test
    void forecastOfAnothersNodeIsNotFound() {
        String node = MARKET.seller().enrol("mine", Seller.smallOffer()).node().id();

        Reply others = MARKET.seller().api().get("/nodes/" + node + "/forecast");
        others.expect(404);
        assertThat(others.field("type")).isEqualTo("urn:souk:problem:not-found");
        MARKET.buyer().account().api().get("/nodes/" + node + "/forecast").expect(403);
        MARKET.operator().account().api().get("/nodes/" + node + "/forecast").expect(200);
    }

    @Test
    void commandTellsThatThereIsNoForecastYet() {
        Seller seller = MARKET.seller();
        String node = seller.enrol("quiet", Seller.smallOffer()).node().id();

        Run told = Run.souk(
                Map.of(
                        "SOUK_SERVER", MARKET.controlPlane().url("").toString(),
                        "SOUK_CLIENT_ID", seller.account().clientId(),
                        "SOUK_CLIENT_SECRET", seller.account().secret()),
                "node",
                "forecast",
                node);

        assertThat(told.ok().out()).contains("quiet", "not measured yet", "No forecast");
    }
}
