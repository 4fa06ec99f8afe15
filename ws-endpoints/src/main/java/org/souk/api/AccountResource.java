package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.souk.api.body.Fields;
import org.souk.api.body.MoneyBodies;
import org.souk.api.http.Tokens;
import org.souk.core.account.Account;
import org.souk.core.accounts.Accounts;
import org.souk.core.accounts.Accounts.Opened;
import org.souk.core.common.AccountId;
import org.souk.core.units.Money;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.AccountList;
import org.souk.protocol.rest.AccountOpened;
import org.souk.protocol.rest.AccountRequest;
import org.souk.protocol.rest.DepositRequest;
import org.souk.protocol.rest.PlanRequest;
import org.souk.protocol.rest.TransferPage;

/** Accounts and their money: one's own, and for operators everybody's. */
@Path("/accounts")
@ApplicationScoped
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {
    @Inject
    Accounts accounts;

    @Inject
    Transfers transfers;

    @Inject
    Tokens tokens;

    @POST
    public Response open(AccountRequest body) {
        AccountRequest request = Fields.body(body);
        Opened opened = accounts.open(Fields.name(request.name()), MoneyBodies.roles(request.roles()));
        AccountBody account = body(opened.account());
        return Response.created(URI.create("accounts/" + account.id()))
                .header("Cache-Control", "no-store")
                .entity(new AccountOpened(account, opened.clientId(), opened.secret()))
                .build();
    }

    @GET
    public AccountList list() {
        return new AccountList(accounts.list().stream().map(this::body).toList());
    }

    @GET
    @Path("me")
    @RolesAllowed({"buyer", "seller", "operator"})
    public AccountBody me() {
        return body(accounts.find(tokens.caller().account()));
    }

    @GET
    @Path("me/transfers")
    @RolesAllowed({"buyer", "seller", "operator"})
    public TransferPage myTransfers(
            @QueryParam("before") String before, @QueryParam("limit") @DefaultValue("50") String limit) {
        return transfers.of(tokens.caller().account(), before, limit);
    }

    @GET
    @Path("{id}")
    public AccountBody find(@PathParam("id") String id) {
        return body(accounts.find(Fields.account(id)));
    }

    @GET
    @Path("{id}/transfers")
    public TransferPage transfers(
            @PathParam("id") String id,
            @QueryParam("before") String before,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        AccountId account = accounts.find(Fields.account(id)).id();
        return transfers.of(account, before, limit);
    }

    @POST
    @Path("{id}/deposits")
    public AccountBody deposit(@PathParam("id") String id, DepositRequest deposit) {
        AccountId account = Fields.account(id);
        accounts.deposit(account, Money.ofMicros(Fields.body(deposit).amountMicros()));
        return body(accounts.find(account));
    }

    @PUT
    @Path("{id}/plan")
    public AccountBody changePlan(@PathParam("id") String id, PlanRequest request) {
        return body(accounts.changePlan(
                Fields.account(id), Fields.plan(Fields.body(request).plan())));
    }

    private AccountBody body(Account account) {
        return MoneyBodies.body(account, accounts.balance(account.id()));
    }
}
