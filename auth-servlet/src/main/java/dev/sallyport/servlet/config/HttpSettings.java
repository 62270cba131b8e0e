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
 * The settings of {@link SallyportFilter} itself: what it reads, whom it lets by, and how it asks.
 */
public final class HttpSettings {
  /** What stands for "none" where an empty value would mean the default. */
  private static final String OFF = "off";

  /** RFC 9110 section 5.6.2, which names of schemes and of header fields are made of. */
  private static final Pattern RFC_9110_TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  private static final Pattern REALM = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

  /** Fields with a meaning of their own: hiding one would break the application or the message. */
  private static final Set<String> TAKEN_FIELDS =
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

  /** Whether a request without a token may go on. */
  public static final Setting<Mode> MODE =
      Setting.choice(
          "mode",
          Mode.REQUIRED,
          "`required` refuses a request without a token, `optional` lets it go on anonymously; a"
              + " bad token is refused in both.");

  /** The schemes of {@code Authorization} behind which a token may stand, as challenged. */
  public static final Setting<List<String>> SCHEMES =
      Setting.of(
          "schemes",
          "Token, Bearer",
          "different scheme names such as Token and Bearer, separated by commas, or off",
          "Schemes of the `Authorization` header that are accepted, in the order in which they are"
              + " offered; case does not matter. `off` leaves that header to the application.",
          HttpSettings::parseSchemes);

  /** The header that may hold a token and nothing else; empty if there is none. */
  public static final Setting<Optional<String>> API_KEY_HEADER =
      Setting.of(
          "api-key-header",
          "X-API-Key",
          "the name of a header field that has no other meaning, or off",
          "Header that may hold a token and nothing else; `off` for none.",
          HttpSettings::parseHeader);

  /** The realm in challenges. */
  public static final Setting<String> REALM_NAME =
      Setting.of(
          "realm",
          "api",
          "up to 100 printable ASCII characters without quote and backslash",
          "Realm in `WWW-Authenticate`.",
          text -> require(REALM, text));

  /** What needs no token. */
  public static final Setting<List<PathPattern>> EXEMPT_PATHS =
      Setting.list(
          "exempt-paths",
          "",
          "paths such as /healthz, /public/* or *.css, separated by commas",
          "Paths below the context path that are passed on untouched: one path, all below one, or"
              + " all that end in an extension, whoever serves them, unless `required-scopes` or"
              + " `resources` have a rule for them. Case matters.",
          PathPattern::parse);

  /** Whether another login will do. */
  public static final Setting<Boolean> ACCEPT_SESSION =
      Setting.flag(
          "accept-session",
          false,
          "Whether a request without a token goes on if the container, or a filter before this"
              + " one, has logged its user in already.");

  /** What becomes of a CORS preflight. */
  public static final Setting<PreflightPolicy> PREFLIGHT =
      Setting.choice(
          "preflight",
          PreflightPolicy.ANSWER,
          "What becomes of a CORS preflight that needs a key: `answer` answers it with 204 and"
              + " nothing of CORS, `pass` passes it on without a key, for a CORS filter behind this"
              + " one. One with a body or a method override is denied.");

  /** Whose word about where a request comes from counts. */
  public static final Setting<List<Network>> TRUSTED_PROXIES =
      Setting.list(
          "trusted-proxies",
          "",
          "IP addresses and networks such as 10.0.0.0/8 or 2001:db8::/32, separated by commas",
          "Proxies that are believed about the client's address and TLS: what they add to"
              + " `Forwarded` or, where that is not there, to `X-Forwarded-For`, and to"
              + " `X-Forwarded-Proto`. Where both of the former are there and do not tell the same,"
              + " neither counts: let proxies remove the one that they do not write.",
          Network::parse);

  /** Which scopes which requests require. */
  public static final Setting<List<ScopeRule>> REQUIRED_SCOPES =
      Setting.of(
          "required-scopes",
          "",
          "rules such as GET|HEAD /api/v1/chat/* chat:read, separated by commas, each of which has"
              + " methods or *, a path, and one or more scopes without a wildcard",
          "Scopes that a key must hold for some methods and paths, the latter as in `exempt-paths`"
              + " or `/*`; every rule that fits adds its scopes.",
          ScopeRule::parseAll);

  /** What becomes of a token that others could read on its way. */
  public static final Setting<InsecureTransport> INSECURE_TRANSPORT =
      Setting.choice(
          "insecure-transport",
          InsecureTransport.ALLOW,
          "What becomes of a token that came without TLS, neither from this machine nor by a"
              + " trusted proxy that was asked over TLS: `allow` judges it like any, `deny`"
              + " refuses it unseen, and `revoke` switches its key off besides. Unless it is `allow`,"
              + " no password and no session of the console is taken so either.");

  /** What to do about a filter that comes before this one on its paths. */
  public static final Setting<FilterOrder> FILTER_ORDER =
      Setting.choice(
          "filter-order",
          FilterOrder.DENY,
          "What to do about another filter that comes before this one on its paths, by the order in"
              + " `web.xml`: `deny` does not start, `warn` names it in the log, `ignore` does not"
              + " look. With `deny` and `warn` the log also names filters whose order is not known,"
              + " and Jetty's WebSocket filter counts as one before.");

  /** The filters that may come before this one. */
  public static final Setting<List<String>> HARMLESS_FILTERS =
      Setting.list(
          "harmless-filters",
          "",
          "names or classes of filters, separated by commas",
          "Filters that `filter-order` leaves alone, because they never serve a request themselves."
              + " The CORS, encoding and proxy filters of Tomcat, Jetty and Spring need not be named.",
          text -> text);

  /** What to do when something cannot start; {@link StartGuard} reads it. */
  public static final Setting<OnStartFailure> ON_START_FAILURE =
      Setting.choice(
          StartGuard.SETTING,
          OnStartFailure.DENY_REQUESTS,
          "What to do when the filter, or the AdminServlet, cannot start: `deny-requests` logs"
              + " the reason and answers every request with 503, on every container; `throw` leaves"
              + " it to the container, and some then serve the application without the filter.");

  /** The choices of {@link #MODE}. */
  public enum Mode {
    REQUIRED,
    OPTIONAL
  }

  /** The choices of {@link #PREFLIGHT}. */
  public enum PreflightPolicy {
    ANSWER,
    PASS
  }

  /** The choices of {@link #INSECURE_TRANSPORT}. */
  public enum InsecureTransport {
    ALLOW,
    DENY,
    REVOKE
  }

  /** The choices of {@link #FILTER_ORDER}. */
  public enum FilterOrder {
    DENY,
    WARN,
    IGNORE
  }

  /** The choices of {@link #ON_START_FAILURE}. */
  public enum OnStartFailure {
    DENY_REQUESTS,
    THROW
  }

  private HttpSettings() {}

  /** All of them, in the order in which to explain them. */
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
        FILTER_ORDER,
        HARMLESS_FILTERS,
        ON_START_FAILURE);
  }

  /** Everything that a filter reads: these, and those of the core, the stores and other modules. */
  public static List<Setting<?>> ofFilter() {
    return Stream.of(Sallyport.settings(), all(), OfModules.SETTINGS)
        .flatMap(List::stream)
        .toList();
  }

  /** The settings of other modules that filters accept, looked for once. */
  private static final class OfModules {
    static final List<Setting<?>> SETTINGS =
        ServiceLoader.load(SettingsProvider.class, HttpSettings.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(SettingsProvider::isReadByFilters)
            .<Setting<?>>flatMap(provider -> provider.settings().stream())
            .toList();
  }

  /**
   * Checks what no setting can tell alone.
   *
   * @throws SettingException if no request could ever carry a token
   */
  public static void requireCarrier(Settings settings) {
    if (settings.get(SCHEMES).isEmpty() && settings.get(API_KEY_HEADER).isEmpty()) {
      throw new SettingException(
          "The settings schemes and api-key-header are both off, so that no request could carry a"
              + " token: leave one of them on.");
    }
  }

  /**
   * Checks that no exemption takes away all that a rule is for.
   *
   * @throws SettingException if one does
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
                    "The setting exempt-paths has %s, which leaves nothing to the rule for %s in"
                            .formatted(exempt, rule)
                        + " required-scopes or resources: name narrower exempt-paths, or take the"
                        + " rule out.");
              });
    }
  }

  /** Rules come before extensions, so that a rule for everything leaves none of them. */
  private static void requireEffectOfExtensions(Settings settings) {
    boolean isAllRuled =
        settings.get(REQUIRED_SCOPES).stream()
            .anyMatch(it -> it.methods().isEmpty() && it.paths().toString().equals("/*"));
    for (PathPattern exempt : settings.get(EXEMPT_PATHS)) {
      if (isAllRuled && exempt.isExtension()) {
        throw new SettingException(
            "The setting exempt-paths has %s, which has no effect, because required-scopes has a rule"
                    .formatted(exempt)
                + " for * /*: name paths such as /static/* instead.");
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
        throw new IllegalArgumentException("twice the same");
      }
    }
    return schemes;
  }

  private static Optional<String> parseHeader(String text) {
    if (text.equalsIgnoreCase(OFF)) {
      return Optional.empty();
    }
    if (TAKEN_FIELDS.contains(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("has another meaning");
    }
    return Optional.of(require(RFC_9110_TOKEN, text));
  }

  private static String require(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("not of that form");
    }
    return text;
  }
}
