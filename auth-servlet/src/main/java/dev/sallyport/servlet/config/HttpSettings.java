package dev.sallyport.servlet.config;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.SettingsProvider;
import dev.sallyport.internal.config.AccessSettings;
import dev.sallyport.key.Network;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of {@link SallyportFilter}: the credentials that it reads, the requests that it allows
 * without a token, and the checks at startup.
 *
 * <pre>{@code
 * SallyportFilters.of(sallyport, Map.of(HttpSettings.MODE.name(), "optional"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HttpSettings {
  /** Value that means "none". An empty value means the default. */
  private static final String OFF = "off";

  /** Syntax of scheme names and header field names (RFC 9110, section 5.6.2). */
  private static final Pattern RFC_9110_TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  private static final Pattern REALM = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

  /** Header fields that must not be hidden from the application, because it or HTTP needs them. */
  private static final Set<String> RESERVED_FIELDS =
      Set.of(
          "accept",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "date",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "origin",
          "proxy-authorization",
          "range",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "via",
          "x-forwarded-for",
          "x-forwarded-proto");

  /** Setting that says whether a request without a token is allowed. */
  public static final Setting<Mode> MODE =
      Setting.choice(
          "mode",
          Mode.REQUIRED,
          "`required` denies a request without a token; `optional` allows it as anonymous. An"
              + " invalid token is denied in both.");

  /** Schemes of {@code Authorization} that may hold a token, in the order of the challenges. */
  public static final Setting<List<String>> SCHEMES =
      Setting.of(
          "schemes",
          "Token, Bearer",
          "different scheme names such as Token and Bearer, separated by commas, or off",
          "Accepted schemes of the `Authorization` header, in the order of the challenges;"
              + " case-insensitive. `off` leaves the header to the application.",
          HttpSettings::parseSchemes);

  /** Header that may hold a token and nothing else; empty if deactivated. */
  public static final Setting<Optional<String>> API_KEY_HEADER =
      Setting.of(
          "api-key-header",
          "X-API-Key",
          "the name of a header field that has no other meaning, or off",
          "Header that holds a token without a scheme; `off` for none.",
          HttpSettings::parseHeader);

  /** Realm in challenges. */
  public static final Setting<String> REALM_NAME =
      Setting.of(
          "realm",
          "api",
          "up to 100 printable ASCII characters without quote and backslash",
          "Realm in `WWW-Authenticate`.",
          text -> require(REALM, text));

  /** Paths that need no token. */
  public static final Setting<List<PathPattern>> EXEMPT_PATHS =
      Setting.list(
          "exempt-paths",
          "",
          "paths such as /healthz, /public/* or *.css, separated by commas",
          "Paths, relative to the context path, whose requests need no token and are passed on"
              + " unchanged: one path, all paths below one, or all paths with an extension. They"
              + " are exempt regardless of the servlet that serves them. Paths with an extension"
              + " are not exempt if `required-scopes` or `resources` has a rule for them."
              + " Case-sensitive.",
          PathPattern::parse);

  /** Setting that says whether a login of the container or an earlier filter is accepted. */
  public static final Setting<Boolean> ACCEPT_SESSION =
      Setting.flag(
          "accept-session",
          false,
          "Whether a request without a token is allowed if the container, or a filter before this"
              + " one, has already authenticated its user.");

  /** Handling of CORS preflights. */
  public static final Setting<PreflightPolicy> PREFLIGHT =
      Setting.choice(
          "preflight",
          PreflightPolicy.ANSWER,
          "How to handle a CORS preflight for a path that needs a key: `answer` responds with 204"
              + " and no CORS headers; `pass` passes it on without a key, to a CORS filter after"
              + " this one. A preflight with a body or a method override is denied.");

  /** Proxies whose forwarding headers are trusted. */
  public static final Setting<List<Network>> TRUSTED_PROXIES =
      Setting.list(
          "trusted-proxies",
          "",
          "IP addresses and networks such as 10.0.0.0/8 or 2001:db8::/32, separated by commas",
          "Proxies that are trusted to report the client's address and TLS. What they add to"
              + " `Forwarded` or, if that is absent, to `X-Forwarded-For`, and to"
              + " `X-Forwarded-Proto` is used. If `Forwarded` and `X-Forwarded-For` are both"
              + " present and give different clients, neither is used: configure proxies to remove"
              + " the header that they do not write.",
          Network::parse);

  /** Scopes that requests require, by method and path. */
  public static final Setting<List<ScopeRule>> REQUIRED_SCOPES =
      Setting.of(
          "required-scopes",
          "",
          "rules such as GET|HEAD /api/v1/chat/* chat:read, separated by commas, each of which has"
              + " methods or *, a path, and one or more scopes without a wildcard",
          "Scopes that a key must hold, by method and path. A path has a form of `exempt-paths`, or"
              + " is `/*`. The scopes of all rules that match a request are required.",
          ScopeRule::parseAll);

  /** Handling of tokens that were sent without TLS. */
  public static final Setting<InsecureTransport> INSECURE_TRANSPORT =
      Setting.choice(
          "insecure-transport",
          InsecureTransport.ALLOW,
          "How to handle a token that was sent without TLS, unless it comes from this machine or"
              + " through a trusted proxy that received it over TLS: `allow` authenticates it like"
              + " any other, `deny` denies it without verification, and `revoke` also deactivates"
              + " its key. With `deny` and `revoke`, passwords and console sessions sent without"
              + " TLS are denied too.");

  /** Handling of filters that come before this one on its paths. */
  public static final Setting<FilterOrder> FILTER_ORDER =
      Setting.choice(
          "filter-order",
          FilterOrder.DENY,
          "What to do if another filter comes before this one on its paths, by the order in"
              + " `web.xml`: `deny` fails the start, `warn` logs the filter's name, `ignore` does"
              + " not check. With `deny` and `warn` the log also names filters whose order is"
              + " unknown, and Jetty's WebSocket filter counts as coming before.");

  /** Filters that may come before this one. */
  public static final Setting<List<String>> HARMLESS_FILTERS =
      Setting.list(
          "harmless-filters",
          "",
          "names or classes of filters, separated by commas",
          "Filters that `filter-order` does not check, because they never serve a request"
              + " themselves. The CORS, encoding and proxy filters of Tomcat, Jetty and Spring are"
              + " known and need not be named.",
          text -> text);

  /** Handling of a failed start. {@link StartGuard} reads it. */
  public static final Setting<OnStartFailure> ON_START_FAILURE =
      Setting.choice(
          StartGuard.SETTING,
          OnStartFailure.DENY_REQUESTS,
          "What to do if the filter or the AdminServlet cannot start: `deny-requests` logs the"
              + " reason and responds to every request with 503, on every container; `throw` throws"
              + " the error to the container, except on Payara and GlassFish, which would serve the"
              + " application without the filter.");

  /** Class of the host's {@code CredentialExtractor}. */
  public static final Setting<String> CREDENTIAL_EXTRACTOR =
      Setting.text(
          "credential-extractor",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.servlet.credential.CredentialExtractor",
          "Class of the host that finds the token of a request, instead of `schemes` and"
              + " `api-key-header`. `schemes` then only names the challenges.");

  /** Class of the host's {@code DenialResponder}. */
  public static final Setting<String> DENIAL_RESPONDER =
      Setting.text(
          "denial-responder",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.servlet.problem.DenialResponder",
          "Class of the host that writes the responses to denied requests, instead of problem"
              + " documents.");

  /** Setting that says whether the application's log has the ids of keys. */
  public static final Setting<Boolean> LOG_KEY_ID =
      Setting.flag(
          "log-key-id",
          false,
          "Whether the MDC of SLF4J has the id of the key, as `sallyport.key_id`, in the thread that"
              + " serves a request. An authentication mechanism of Jakarta Security has no such"
              + " thread, so there it has no effect.");

  /** Values of {@link #MODE}. */
  public enum Mode {
    REQUIRED,
    OPTIONAL
  }

  /** Values of {@link #PREFLIGHT}. */
  public enum PreflightPolicy {
    ANSWER,
    PASS
  }

  /** Values of {@link #INSECURE_TRANSPORT}. */
  public enum InsecureTransport {
    ALLOW,
    DENY,
    REVOKE
  }

  /** Values of {@link #FILTER_ORDER}. */
  public enum FilterOrder {
    DENY,
    WARN,
    IGNORE
  }

  /** Values of {@link #ON_START_FAILURE}. */
  public enum OnStartFailure {
    DENY_REQUESTS,
    THROW
  }

  private HttpSettings() {}

  /** Returns the settings of the filter, in the order of the reference documentation. */
  public static List<Setting<?>> all() {
    return List.of(
        MODE,
        SCHEMES,
        API_KEY_HEADER,
        REALM_NAME,
        EXEMPT_PATHS,
        ACCEPT_SESSION,
        PREFLIGHT,
        TRUSTED_PROXIES,
        REQUIRED_SCOPES,
        INSECURE_TRANSPORT,
        CREDENTIAL_EXTRACTOR,
        DENIAL_RESPONDER,
        LOG_KEY_ID,
        FILTER_ORDER,
        HARMLESS_FILTERS,
        ON_START_FAILURE);
  }

  /** Returns all settings that a filter reads: its own, and those of the core and other modules. */
  public static List<Setting<?>> ofFilter() {
    return Stream.of(Sallyport.settings(), all(), OfModules.SETTINGS)
        .flatMap(List::stream)
        .toList();
  }

  /** Settings of other modules that filters read, loaded once. */
  private static final class OfModules {
    static final List<Setting<?>> SETTINGS =
        ServiceLoader.load(SettingsProvider.class, HttpSettings.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(SettingsProvider::isReadByFilters)
            .<Setting<?>>flatMap(provider -> provider.settings().stream())
            .toList();
  }

  /**
   * Checks that at least one credential location is configured.
   *
   * @throws SettingException if {@code schemes} and {@code api-key-header} are both {@code off}
   */
  public static void requireCredentialLocation(Settings settings) {
    if (settings.get(SCHEMES).isEmpty() && settings.get(API_KEY_HEADER).isEmpty()) {
      throw new SettingException(
          "The settings schemes and api-key-header are both off, so no request could carry a"
              + " token: set at least one of them.");
    }
  }

  /**
   * Checks that no exempt path leaves a rule without effect.
   *
   * @throws SettingException if one exempts every path of a rule in {@code required-scopes} or
   *     {@code resources}
   */
  public static void requireEffectOfRules(Settings settings) {
    requireEffectOfExtensions(settings);
    Stream<PathPattern> ofScopes = settings.get(REQUIRED_SCOPES).stream().map(ScopeRule::paths);
    Stream<PathPattern> ofResources =
        settings.get(AccessSettings.RESOURCES).stream()
            .map(it -> it.toString().substring(0, it.toString().indexOf('{')))
            .filter(parent -> parent.length() > 1)
            .map(parent -> PathPattern.parse(parent + "*"));
    List<PathPattern> ruled = Stream.concat(ofScopes, ofResources).toList();
    for (PathPattern exempt : settings.get(EXEMPT_PATHS)) {
      ruled.stream()
          .filter(exempt::covers)
          .findFirst()
          .ifPresent(
              rule -> {
                throw new SettingException(
                    "The setting exempt-paths has %s, which exempts every path of the rule for %s"
                            .formatted(exempt, rule)
                        + " in required-scopes or resources: name narrower exempt-paths, or remove"
                        + " the rule.");
              });
    }
  }

  /** Rules take precedence over extensions, so a rule for every path leaves them no effect. */
  private static void requireEffectOfExtensions(Settings settings) {
    boolean isAllRuled =
        settings.get(REQUIRED_SCOPES).stream()
            .anyMatch(it -> it.methods().isEmpty() && it.paths().toString().equals("/*"));
    for (PathPattern exempt : settings.get(EXEMPT_PATHS)) {
      if (isAllRuled && exempt.isExtension()) {
        throw new SettingException(
            "The setting exempt-paths has %s, which has no effect, because required-scopes has a"
                    .formatted(exempt)
                + " rule for * /*: name paths such as /static/* instead.");
      }
    }
  }

  private static List<String> parseSchemes(String text) {
    if (text.equalsIgnoreCase(OFF)) {
      return List.of();
    }
    List<String> schemes = List.of(text.split("[,\\s]+", -1));
    Set<String> different = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String scheme : schemes) {
      if (!different.add(require(RFC_9110_TOKEN, scheme))) {
        throw new IllegalArgumentException("named twice");
      }
    }
    return schemes;
  }

  private static Optional<String> parseHeader(String text) {
    if (text.equalsIgnoreCase(OFF)) {
      return Optional.empty();
    }
    if (RESERVED_FIELDS.contains(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("a header with another meaning");
    }
    return Optional.of(require(RFC_9110_TOKEN, text));
  }

  private static String require(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("invalid characters or length");
    }
    return text;
  }
}
