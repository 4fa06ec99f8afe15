package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.web.signin.ClientSignIn;
import org.souk.web.signin.SignInResult;

/** The sign-in form, and the button that signs out. */
@Named
@RequestScoped
public class SignIn {
    private static final String OVERVIEW = "/console/overview?faces-redirect=true";
    private static final String LOGIN = "/console/login?faces-redirect=true";

    @Inject
    ClientSignIn clients;

    @Inject
    Operator operator;

    private String clientId;
    private String secret;

    /** @return where to go, or null to stay and read why */
    public String submit() {
        HttpServletRequest request = request();
        SignInResult result = clients.signIn(clientId.strip(), secret.strip(), request.getRemoteAddr());
        if (result instanceof SignInResult.SignedIn signedIn && isOperator(signedIn.client())) {
            // A session id that somebody knew before the sign-in must not be worth anything after it.
            request.changeSessionId();
            operator.signedIn(signedIn.client());
            return OVERVIEW;
        }
        refuse(result);
        return null;
    }

    public String signOut() {
        FacesContext.getCurrentInstance().getExternalContext().invalidateSession();
        return LOGIN;
    }

    private static boolean isOperator(Client client) {
        return client.roles().contains(Role.OPERATOR);
    }

    private static void refuse(SignInResult result) {
        String reason = "This client id and secret do not open the console.";
        if (result instanceof SignInResult.TooManyFailures failures) {
            reason = "Too many failed attempts. Try again in "
                    + Display.duration(failures.retryAfter().plusSeconds(1)) + ".";
        } else if (result instanceof SignInResult.Busy) {
            reason = "Too many others sign in right now. Try again in a moment.";
        }
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, reason, reason));
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }
}
