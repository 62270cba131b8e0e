package dev.sallyport.example.jakarta;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** Shows the key of a request in an EJB. */
@Stateless
@DeclareRoles("note:read")
@PermitAll
public class CallerBean {
  @Resource
  @SuppressWarnings("NullAway.Init") // the container sets it
  private SessionContext context;

  public String caller() {
    return context.getCallerPrincipal().getName();
  }

  public boolean isCallerInRole(String role) {
    return context.isCallerInRole(role);
  }
}
