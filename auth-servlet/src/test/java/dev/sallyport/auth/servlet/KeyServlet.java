package dev.sallyport.auth.servlet;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.Owner;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers {@code /new-key} with the token of a new key of a new owner. */
public final class KeyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/new-key")) {
      Sallyport gate = (Sallyport) getServletContext().getAttribute(Gatekeeper.ATTRIBUTE);
      OwnerRegistry owners = (OwnerRegistry) gate.owners();
      owners.insertAccount(new Account(OWNER.accountNumber(), "", true));
      owners.insertUser(new User(OWNER, "", true, true, null));
      Created created = (Created) gate.keys().create(NewKey.of(OWNER, "a key"));
      response.getWriter().write(created.token().reveal());
    }
  }
}
