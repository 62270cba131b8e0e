package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.internal.SallyportHolder;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Creates an owner and a key, and answers its token: for tests of a server in another process. */
public final class NewKeyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Owner OWNER = new Owner("3141-5926-5359", "ada");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Sallyport sallyport = (Sallyport) getServletContext().getAttribute(SallyportHolder.ATTRIBUTE);
    sallyport.ownerManager().createAccount(new Account(OWNER.accountId(), "", true));
    sallyport.ownerManager().createUser(User.person(OWNER).staff(true));
    Created created = (Created) sallyport.keys().create(CreateKeyRequest.of(OWNER, "a key"));
    response.getWriter().print(created.token().reveal());
  }
}
