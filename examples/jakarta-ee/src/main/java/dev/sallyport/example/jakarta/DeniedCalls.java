package dev.sallyport.example.jakarta;

import jakarta.ejb.EJBAccessException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Responds with 403 where an EJB denies a call, which is 500 on most servers. */
@Provider
public class DeniedCalls implements ExceptionMapper<EJBAccessException> {
  @Override
  public Response toResponse(EJBAccessException denied) {
    return Response.status(Response.Status.FORBIDDEN).build();
  }
}
