package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.internal.SallyportHolder;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
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
      Sallyport sallyport = (Sallyport) getServletContext().getAttribute(SallyportHolder.ATTRIBUTE);
      OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
      owners.insertAccount(new Account(OWNER.accountId(), "", true));
      owners.insertUser(User.person(OWNER).staff(true));
      Created created = (Created) sallyport.keys().create(CreateKeyRequest.of(OWNER, "a key"));
      response.getWriter().write(created.token().reveal());
    }
  }
}
