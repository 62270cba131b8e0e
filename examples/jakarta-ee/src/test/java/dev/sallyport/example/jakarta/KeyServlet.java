package dev.sallyport.example.jakarta;

import dev.sallyport.Sallyport;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * Creates keys on POST, deactivates them on DELETE and says on GET whether there is one, for tests
 * of a server in a process.
 */
public final class KeyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Owner OWNER = Owner.of("ada");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UUID id = UUID.fromString(request.getQueryString());
    response.getWriter().print(sallyport(request).keys().get(id).isPresent());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Created created = create(sallyport(request), Set.of(request.getQueryString().split(",", -1)));
    response.getWriter().print(created.key().id() + " " + created.token().reveal());
  }

  static Created create(Sallyport sallyport, Set<String> scopes) {
    if (sallyport.ownerManager().account(OWNER.accountId()).isEmpty()) {
      sallyport.ownerManager().createAccount(new Account(OWNER.accountId(), "", true));
      sallyport.ownerManager().createUser(User.person(OWNER).staff(true));
    }
    CreateKeyRequest wanted = CreateKeyRequest.of(OWNER, "test " + scopes).scopes(scopes);
    return (Created) sallyport.keys().create(wanted);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    sallyport(request).keys().deactivate(UUID.fromString(request.getQueryString()));
  }

  private Sallyport sallyport(HttpServletRequest request) {
    return RequestAuthenticator.of(request, getServletContext()).orElseThrow().sallyport();
  }
}
