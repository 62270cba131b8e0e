package dev.sallyport.admin;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.rest.Route;
import dev.sallyport.admin.rest.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Valid request to a route.
 *
 * @param path below the API
 * @param bodyOrEmpty JSON, or empty
 */
record Sample(Route route, String path, String bodyOrEmpty) {
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /keys", "{'name':'a key'}",
          "POST /keys/bulk", "{'action':'deactivate','ids':['%s']}",
          "POST /keys/find", "{'token':'a token of no key'}",
          "PATCH /keys/{id}", "{'name':'another name'}",
          "POST /accounts", "{'accountId':'4444-4444-4444'}",
          "POST /users", "{'accountId':'1111-2222-3333','userId':'dan'}",
          "POST /step-up", "{'password':'many words in a row'}",
          "PUT /accounts/{accountId}/users/{userId}/password", "{'password':'battery staple'}",
          "POST /bindings", "{'type':'llm-client','name':'new'}");

  /** Returns a request to each route, for these objects. */
  static List<Sample> all(UUID key, String account, String userId, String resource) {
    List<Sample> samples = new ArrayList<>();
    for (Route route : Router.ofApi().routes()) {
      String path =
          route
              .path()
              .replace("{id}", key.toString())
              .replace("{accountId}", account)
              .replace("{userId}", userId)
              .replace("{type}/{name}", resource);
      String body = BODIES.getOrDefault(route.method() + " " + route.path(), "");
      samples.add(new Sample(route, path, body.formatted(key).replace('\'', '"')));
    }
    samples.sort(
        Comparator.comparing(
            Sample::deletesAnOwner)); // last, since the other samples need the owner
    return samples;
  }

  private boolean deletesAnOwner() {
    return route.method().equals("DELETE")
        && route.path().matches("/accounts/[^/]*(/users/[^/]*)?");
  }

  boolean isRead() {
    return route.isRead();
  }

  /** Returns whether the request names an object that may be absent. */
  boolean namesSomething() {
    return route.path().contains("{");
  }

  Answer send(Caller caller) throws Exception {
    List<String> headers = new ArrayList<>();
    if (!bodyOrEmpty.isEmpty()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    if (route.method().equals("PATCH")) {
      headers.addAll(List.of("If-Match", "*"));
    }
    return caller.send(route.method(), path, bodyOrEmpty, headers.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return route.method() + " " + path;
  }
}
