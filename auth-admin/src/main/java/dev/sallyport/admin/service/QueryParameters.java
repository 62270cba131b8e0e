package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.config.Durations;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Query parameters of a request. Unknown and duplicate parameters are rejected. */
public final class QueryParameters {
  /** Default number of items per page. */
  public static final int DEFAULT_SIZE = 50;

  private static final int MAX_PAGE = 1_000_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Parses the query.
   *
   * @throws BadRequestException if a parameter is unknown or duplicate
   */
  public static QueryParameters of(HttpServletRequest request, Set<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters(request)) {
      String name = parameter.name();
      if (!known.contains(name)) {
        String names = known.stream().sorted().collect(Collectors.joining(", "));
        throw BadRequestException.because(
            "Unknown query parameter %s; allowed: %s."
                .formatted(BadRequestException.quoted(name), known.isEmpty() ? "none" : names));
      }
      if (values.put(name, parameter.value()) != null) {
        throw BadRequestException.because("Duplicate query parameter '" + name + "'.");
      }
    }
    return new QueryParameters(values);
  }

  /**
   * Rejects tokens.
   *
   * @param names parameters that could contain one
   * @throws BadRequestException if a parameter contains a token; the message does not contain it
   */
  public void requireNoTokens(Set<String> names, Sallyport sallyport) {
    for (String name : names) {
      if (text(name).flatMap(it -> PastedToken.in(it, sallyport)).isPresent()) {
        throw BadRequestException.because(
            "The parameter %s contains a token, and logs keep addresses: rotate the token's key,"
                    .formatted(name)
                + " and send tokens to POST /keys/find only.");
      }
    }
  }

  /** Returns a parameter, ignoring all others; empty if it is absent or duplicate. */
  public static Optional<String> peek(HttpServletRequest request, String name) {
    List<String> values =
        parameters(request).stream()
            .filter(parameter -> parameter.name().equals(name))
            .map(Parameter::value)
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** Parses the URL only: the container's parameters may come from a form in the body. */
  private static List<Parameter> parameters(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null
        ? List.of()
        : Stream.of(query.split("&", -1))
            .filter(parameter -> !parameter.isEmpty())
            .map(Parameter::of)
            .toList();
  }

  /** A decoded parameter. */
  private record Parameter(String name, String value) {
    static Parameter of(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Parameter(decoded(text), "")
          : new Parameter(decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw BadRequestException.because("The query of the URL is not correctly encoded.");
    }
  }

  /** Returns a text; empty if the parameter is absent or empty, as forms send it. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw wrong(name, "true or false");
                });
  }

  /** Returns a duration such as {@code 90d}; empty if the parameter is absent. */
  public Optional<Duration> duration(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Durations.parse(text);
              } catch (InvalidValueException e) {
                throw wrong(name, "a duration such as 90d or 12h");
              }
            });
  }

  /** Returns an RFC 3339 instant; empty if the parameter is absent. */
  public Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw wrong(name, "an instant such as 2031-12-31T23:59:59Z");
              }
            });
  }

  /** Returns a whole number within bounds; empty if the parameter is absent. */
  public OptionalLong number(String name, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    long number = NUMBER.matcher(text.get()).matches() ? Long.parseLong(text.get()) : min - 1;
    if (number < min || number > max) {
      throw wrong(name, "a whole number from " + min + " to " + max);
    }
    return OptionalLong.of(number);
  }

  /** Returns the page number, from 1. */
  public int page() {
    return (int) number("page", 1, MAX_PAGE).orElse(1);
  }

  /** Returns the number of items per page. */
  public int size() {
    return (int) number("size", 1, ApiKeyQuery.MAX_SIZE).orElse(DEFAULT_SIZE);
  }

  /** Returns the view of the requested page. */
  public <S, T> PageView<T> page(Page<S> found, Function<S, T> view) {
    return PageView.of(found, page(), size(), view);
  }

  /** Returns the query string with one parameter replaced, with a leading question mark. */
  public String with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return changed.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns an exception for an invalid parameter. */
  public static BadRequestException wrong(String name, String accepted) {
    return BadRequestException.because("The parameter " + name + " must be " + accepted + ".");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
