package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.souk.api.body.MoneyBodies;
import org.souk.core.accounts.Accounts;
import org.souk.protocol.rest.PlanList;

/** The service plans that the operator offers. */
@Path("/plans")
@ApplicationScoped
@RolesAllowed({"buyer", "seller", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class PlanResource {
    @Inject
    Accounts accounts;

    @GET
    public PlanList list() {
        return new PlanList(accounts.plans().stream().map(MoneyBodies::body).toList());
    }
}
