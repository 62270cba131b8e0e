package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Client of the console that behaves like a browser without JavaScript and keeps cookies. */
final class ConsoleCaller {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([\\w-]+)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"([\\w-]+)\" value=\"([^\"]*)\"");
  private static final Pattern KEY = Pattern.compile("href=\"[^\"]*(/keys/[0-9a-f-]{36})\"");

  private final AdminSite site;
  private final String base;
  private final Map<String, String> cookies;

  ConsoleCaller(AdminSite site) {
    this(site, "/admin");
  }

  /** Creates a client of a console at a path. */
  ConsoleCaller(AdminSite site, String base) {
    this(site, base, new LinkedHashMap<>());
  }

  private ConsoleCaller(AdminSite site, String base, Map<String, String> cookies) {
    this.site = site;
    this.base = base;
    this.cookies = cookies;
  }

  /** Returns the same client with requests to another node. */
  ConsoleCaller at(AdminSite other) {
    return new ConsoleCaller(other, base, cookies);
  }

  /** Requests a page without following redirects. */
  Answer get(String path, String... headers) throws Exception {
    return keep(site.send("GET", base + path, headers(headers), ""));
  }

  /**
   * Submits a form with its CSRF token. Forms that create a token are sent with the hidden fields
   * of their pages.
   */
  Answer send(String path, Map<String, String> fields, String... headers) throws Exception {
    boolean hasOwnPage = path.equals("/keys/new") || path.endsWith("/rotate");
    Map<String, String> all = hasOwnPage ? hiddenFields(get(path)) : new LinkedHashMap<>();
    all.put("csrf-token", token(get(path.equals("/sign-in") ? path : "/keys")));
    all.putAll(fields);
    return forge(path, all, headers);
  }

  /** Returns the hidden fields of the forms of a page. */
  static Map<String, String> hiddenFields(Answer page) {
    Map<String, String> fields = new LinkedHashMap<>();
    int start = page.body().indexOf("id=\"main\"");
    Matcher hidden = HIDDEN.matcher(page.body().substring(Math.max(0, start)));
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2));
    }
    return fields;
  }

  /** Submits a form with exactly these fields. */
  Answer forge(String path, Map<String, String> fields, String... headers) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return forge(path, body, headers);
  }

  /** Submits a form with exactly this body. */
  Answer forge(String path, String body, String... headers) throws Exception {
    List<String> all = new ArrayList<>(headers(headers));
    all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    return keep(site.send("POST", base + path, all, body));
  }

  Answer signIn(String username, String password) throws Exception {
    return send("/sign-in", Map.of("username", username, "password", password));
  }

  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  static String token(Answer page) {
    Matcher token = TOKEN.matcher(page.body());
    return token.find() ? token.group(1) : "";
  }

  /** Returns the path of the key that the page of a new token links, below the console. */
  static String pathOfKey(Answer page) {
    Matcher key = KEY.matcher(page.body());
    if (!key.find()) {
      throw new AssertionError("no link to a key: " + page.status() + " " + page.body());
    }
    return key.group(1);
  }

  private List<String> headers(String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    if (!cookies.isEmpty()) {
      String all =
          cookies.entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("; "));
      headers.addAll(List.of("Cookie", all));
    }
    return headers;
  }

  private Answer keep(Answer answer) {
    for (String header : answer.response().headers().allValues("Set-Cookie")) {
      String pair = header.split(";", 2)[0];
      int sign = pair.indexOf('=');
      String name = pair.substring(0, sign);
      if (header.contains("Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(sign + 1));
      }
    }
    return answer;
  }
}
