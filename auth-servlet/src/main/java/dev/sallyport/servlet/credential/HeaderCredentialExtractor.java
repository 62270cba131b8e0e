package dev.sallyport.servlet.credential;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.Credential.Absent;
import dev.sallyport.servlet.credential.Credential.Present;
import dev.sallyport.servlet.credential.Credential.Rejected;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Extractor of the token from {@code Authorization} or a header field of its own: what a filter
 * uses unless the application replaces it. It never reads the query or the body. Thread-safe.
 *
 * <p>{@code Authorization} is read as {@link PresentedToken} specifies. A field with another scheme
 * or without one is left to the application where requests without a token are allowed. If it
 * contains a well-formed token the request is denied, because the application must not receive
 * tokens. If several credentials are ambiguous, none is used.
 *
 * <pre>{@code
 * CredentialExtractor standard =
 *     new HeaderCredentialExtractor(
 *         List.of("Bearer"), "", sallyport.authenticator()::isWellFormed);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HeaderCredentialExtractor implements CredentialExtractor {
  /** Separators around a token in a malformed field; none of the characters used in signatures. */
  private static final Pattern SEPARATORS = Pattern.compile("[\\s,:]+");

  private static final Credential ABSENT = new Absent(DenialReason.NO_CREDENTIALS);
  private static final Credential AMBIGUOUS = new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);

  private final List<String> schemes;
  private final List<CredentialLocation> locations;
  private final @Nullable CredentialLocation apiKeyHeader;
  private final Predicate<Secret> isWellFormed;

  /**
   * Creates an extractor.
   *
   * @param schemes the accepted schemes of {@code Authorization}; empty to ignore that field
   * @param apiKeyHeader the name of the header field that contains only a token; the empty text for
   *     none
   * @param isWellFormed tests whether a token has an accepted format
   */
  public HeaderCredentialExtractor(
      List<String> schemes, String apiKeyHeader, Predicate<Secret> isWellFormed) {
    this.schemes = List.copyOf(schemes);
    this.locations = schemes.stream().map(CredentialLocation::scheme).toList();
    this.apiKeyHeader = apiKeyHeader.isEmpty() ? null : CredentialLocation.header(apiKeyHeader);
    this.isWellFormed = isWellFormed;
  }

  /** Returns an extractor for the settings {@code schemes} and {@code api-key-header}. */
  public static HeaderCredentialExtractor of(Settings settings, Predicate<Secret> isWellFormed) {
    return new HeaderCredentialExtractor(
        settings.get(HttpSettings.SCHEMES),
        settings.get(HttpSettings.API_KEY_HEADER).orElse(""),
        isWellFormed);
  }

  @Override
  public Credential extract(HttpServletRequest request) {
    Credential inAuthorization = readAuthorization(request);
    Credential inHeader = readApiKeyHeader(request);
    if (inHeader == ABSENT) {
      return inAuthorization;
    }
    return inAuthorization instanceof Absent absent
            && absent.reason() != DenialReason.EMPTY_CREDENTIALS
        ? inHeader
        : AMBIGUOUS;
  }

  @Override
  public List<String> headers() {
    Stream<String> authorization =
        schemes.isEmpty() ? Stream.empty() : Stream.of(CredentialLocation.AUTHORIZATION);
    Stream<String> header =
        apiKeyHeader == null ? Stream.empty() : Stream.of(apiKeyHeader.header());
    return Stream.concat(authorization, header).toList();
  }

  private Credential readAuthorization(HttpServletRequest request) {
    if (schemes.isEmpty()) {
      return ABSENT;
    }
    Enumeration<String> lines = request.getHeaders(CredentialLocation.AUTHORIZATION);
    if (!lines.hasMoreElements()) {
      return ABSENT;
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      return AMBIGUOUS;
    }
    PresentedToken presented = PresentedToken.read(line, schemes);
    if (presented instanceof Found found) {
      return found.scheme() < 0
          ? withoutScheme(DenialReason.MISSING_SCHEME, line)
          : new Present(found.token(), locations.get(found.scheme()));
    }
    DenialReason reason = ((PresentedToken.Rejected) presented).reason();
    return switch (reason) {
      case NO_CREDENTIALS -> ABSENT;
      case EMPTY_CREDENTIALS -> new Absent(reason);
      case UNKNOWN_SCHEME -> withoutScheme(reason, line);
      default -> new Rejected(reason);
    };
  }

  private Credential withoutScheme(DenialReason reason, String line) {
    boolean holdsToken = SEPARATORS.splitAsStream(line).map(Secret::of).anyMatch(isWellFormed);
    return holdsToken ? new Rejected(reason) : new Absent(reason);
  }

  private Credential readApiKeyHeader(HttpServletRequest request) {
    if (apiKeyHeader == null) {
      return ABSENT;
    }
    Enumeration<String> lines = request.getHeaders(apiKeyHeader.header());
    if (!lines.hasMoreElements()) {
      return ABSENT;
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      return AMBIGUOUS;
    }
    PresentedToken presented = PresentedToken.read(line, List.of());
    if (presented instanceof Found found) {
      return new Present(found.token(), apiKeyHeader);
    }
    DenialReason reason = ((PresentedToken.Rejected) presented).reason();
    return reason == DenialReason.NO_CREDENTIALS
        ? new Absent(DenialReason.EMPTY_CREDENTIALS)
        : new Rejected(reason);
  }
}
