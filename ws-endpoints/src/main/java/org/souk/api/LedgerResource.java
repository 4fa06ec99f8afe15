package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.souk.api.body.MoneyBodies;
import org.souk.core.accounts.Accounts;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.TransferPage;

/** The whole ledger, for operators. */
@Path("/ledger")
@ApplicationScoped
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
    @Inject
    Accounts accounts;

    @Inject
    Transfers transfers;

    @GET
    public LedgerBody ledger() {
        return MoneyBodies.body(accounts.balances(), accounts.ledgerSum());
    }

    @GET
    @Path("transfers")
    public TransferPage transfers(
            @QueryParam("before") String before, @QueryParam("limit") @DefaultValue("50") String limit) {
        return transfers.all(before, limit);
    }
}
