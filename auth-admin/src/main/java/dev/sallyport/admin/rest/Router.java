package dev.sallyport.admin.rest;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.ApiProblem;
import dev.sallyport.admin.session.AdministratorResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Dispatcher of requests to routes. If several routes match, the first is used. */
public record Router(List<Route> routes) {
  /** Returns the router of the management API. */
  public static Router ofApi() {
    return new Router(
        Stream.of(
                OpenApi.all(),
                List.of(Route.post("/step-up", Router::stepUp)),
                ReadRoutes.all(),
                BindingRoutes.all(),
                KeyRoutes.all(),
                OwnerRoutes.all())
            .flatMap(List::stream)
            .toList());
  }

  ApiResult reply(
      String path,
      Administrator administrator,
      ApiRequest.StepUp stepUp,
      Sallyport sallyport,
      HttpServletRequest request)
      throws IOException {
    String method = method(request);
    for (Route route : routes) {
      Optional<Map<String, String>> parts = route.match(path);
      if (parts.isPresent() && route.method().equals(method)) {
        ApiRequest call =
            ApiRequest.of(sallyport, administrator, stepUp, request, path, parts.get());
        if (!AdministratorResolver.isRead(request)) {
          call.query(Set.of());
        }
        return route.handler().handle(call);
      }
    }
    Set<String> methods = methods(path);
    return methods.isEmpty()
        ? ApiResult.of(ApiProblem.NOT_FOUND)
        : ApiResult.of(ApiProblem.METHOD_NOT_ALLOWED).with("Allow", String.join(", ", methods));
  }

  /** Returns whether a request only reads. A route that does not exist is read by GET. */
  boolean isRead(String path, HttpServletRequest request) {
    String method = method(request);
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.match(path).isPresent())
        .findFirst()
        .map(Route::isRead)
        .orElseGet(() -> method.equals("GET"));
  }

  private static String method(HttpServletRequest request) {
    return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
  }

  private static ApiResult stepUp(ApiRequest call) throws IOException {
    return call.stepUp().confirm(call.body(PasswordBody.class).password());
  }

  /** Returns the allowed methods of a path, whether or not the object that it names exists. */
  ApiResult options(String path) {
    Set<String> methods = methods(path);
    return methods.isEmpty()
        ? ApiResult.of(ApiProblem.NOT_FOUND)
        : ApiResult.noContent().with("Allow", String.join(", ", methods));
  }

  private Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    routes.stream()
        .filter(route -> route.match(path).isPresent())
        .forEach(route -> methods.add(route.method()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return methods;
  }
}
