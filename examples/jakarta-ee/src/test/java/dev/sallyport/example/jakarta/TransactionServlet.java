package dev.sallyport.example.jakarta;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import javax.naming.InitialContext;
import javax.sql.DataSource;

/**
 * Creates a key in a transaction of JTA, which the query commits or rolls back, and holds the only
 * connection of the data source meanwhile.
 */
public final class TransactionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("BanJNDI") // constant names
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Sallyport sallyport =
        RequestAuthenticator.of(request, getServletContext()).orElseThrow().sallyport();
    try {
      UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
      transaction.begin();
      Created created;
      boolean isListed;
      boolean isDone = false;
      DataSource source = InitialContext.doLookup("jdbc/sallyport");
      try (Connection held = source.getConnection();
          Statement statement = held.createStatement()) {
        statement.execute("select 1");
        created = KeyServlet.create(sallyport, Set.of("note:read"));
        isListed = sallyport.keys().get(created.key().id()).isPresent();
        isDone = request.getQueryString().equals("commit");
      } finally {
        if (isDone) {
          transaction.commit();
        } else {
          transaction.rollback();
        }
      }
      response
          .getWriter()
          .print(created.key().id() + " " + created.token().reveal() + " " + isListed);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
