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

    private static final String NO_OPERATOR = "This client id and secret do not open the console.";

    @Inject
    ClientSignIn clients;

    @Inject
    Operator operator;

    private String clientId;
    private String secret;

    /** @return where to go, or null to stay and read why */
    public String submit() {
        HttpServletRequest request = request();
        return clients.signIn(clientId.strip(), secret.strip(), request.getRemoteAddr())
                .match(new Answers(request));
    }

    private final class Answers implements SignInResult.Visitor<String> {
        private final HttpServletRequest request;

        private Answers(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public String signedIn(SignInResult.SignedIn result) {
            if (!isOperator(result.client())) {
                return refuse(NO_OPERATOR);
            }
            // A session id that somebody knew before the sign-in must not be worth anything after it.
            request.changeSessionId();
            operator.signedIn(result.client());
            return OVERVIEW;
        }

        @Override
        public String wrongCredentials(SignInResult.WrongCredentials result) {
            return refuse(NO_OPERATOR);
        }

        @Override
        public String tooManyFailures(SignInResult.TooManyFailures result) {
            return refuse("Too many failed attempts. Try again in "
                    + Display.duration(result.retryAfter().plusSeconds(1)) + ".");
        }

        @Override
        public String busy(SignInResult.Busy result) {
            return refuse("Too many others sign in right now. Try again in a moment.");
        }
    }

    public String signOut() {
        FacesContext.getCurrentInstance().getExternalContext().invalidateSession();
        return LOGIN;
    }

    private static boolean isOperator(Client client) {
        return client.roles().contains(Role.OPERATOR);
    }

    /** Stays where it is. */
    private static String refuse(String reason) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, reason, reason));
        return null;
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
