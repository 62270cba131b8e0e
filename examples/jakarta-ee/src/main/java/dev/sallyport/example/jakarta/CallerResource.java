package dev.sallyport.example.jakarta;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows where the key of a request is seen. */
@Path("caller")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CallerResource {
  @Inject private Principal injected;
  @Inject private SecurityContext security;
  @Inject private CallerBean bean;

  @GET
  public Map<String, String> callers(
      @Context jakarta.ws.rs.core.SecurityContext rest, @Context HttpServletRequest request) {
    Map<String, String> callers = new TreeMap<>();
    callers.put("servlet", nameOf(request.getUserPrincipal()));
    callers.put("servlet type", typeOf(request.getUserPrincipal()));
    callers.put("servlet role", String.valueOf(request.isUserInRole("note:read")));
    callers.put("rest", nameOf(rest.getUserPrincipal()));
    callers.put("rest type", typeOf(rest.getUserPrincipal()));
    callers.put("rest role", String.valueOf(rest.isUserInRole("note:read")));
    callers.put("security", nameOf(security.getCallerPrincipal()));
    callers.put("security type", typeOf(security.getCallerPrincipal()));
    callers.put("security role", String.valueOf(security.isCallerInRole("note:read")));
    callers.put("cdi", injected.getName());
    callers.put("ejb", bean.caller());
    callers.put("ejb role", String.valueOf(bean.isCallerInRole("note:read")));
    return callers;
  }

  private static String nameOf(@Nullable Principal principal) {
    return principal == null ? "none" : principal.getName();
  }

  private static String typeOf(@Nullable Principal principal) {
    return principal == null ? "none" : principal.getClass().getSimpleName();
  }
}
