package dev.sallyport.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Setting of an operator: its name, default, accepted values and meaning.
 *
 * <p>Names are lower-case words joined by hyphens. {@link Settings} describes the sources of
 * values.
 *
 * <pre>{@code
 * static final Setting<Integer> POOL_SIZE =
 *     Setting.number("pool-size", 10, 1, 99, "Maximum number of connections.");
 * }</pre>
 *
 * @param name name
 * @param defaultText default as text; empty if there is none
 * @param accepted description of the accepted values, to follow "expected"
 * @param meaning meaning, in a sentence or two
 * @param confidential whether messages leave out the value
 * @param words words that the value can be or consist of, for suggestions
 * @param parser parser, which throws {@link IllegalArgumentException} for a text that it does not
 *     accept
 * @since 0.1.0
 */
public record Setting<T>(
    String name,
    String defaultText,
    String accepted,
    String meaning,
    boolean confidential,
    Collection<String> words,
    Function<String, T> parser) {
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Ten years, so that arithmetic does not overflow. */
  private static final Duration MAX_DURATION = Duration.ofDays(3650);

  /** Copies the words. */
  public Setting {
    words = List.copyOf(words);
  }

  /**
   * Creates a setting of any type.
   *
   * @param accepted description of the accepted values, to follow "expected"
   * @param parser parser, which throws {@link IllegalArgumentException} for a text that it does not
   *     accept
   */
  public static <T> Setting<T> of(
      String name,
      String defaultText,
      String accepted,
      String meaning,
      Function<String, T> parser) {
    return new Setting<>(name, defaultText, accepted, meaning, false, List.of(), parser);
  }

  /** Creates a text setting, stripped of surrounding blanks; empty if not set. */
  public static Setting<String> text(String name, String accepted, String meaning) {
    return of(name, "", accepted, meaning, Function.identity());
  }

  /**
   * Creates a setting with a confidential text, which is not shown even in error messages; empty if
   * not set.
   */
  public static Setting<Secret> secret(String name, String accepted, String meaning) {
    return confidential(name, accepted, meaning, Secret::of);
  }

  /**
   * Creates a setting of any type with a confidential text, which is not shown even in error
   * messages.
   */
  public static <T> Setting<T> confidential(
      String name, String accepted, String meaning, Function<String, T> parser) {
    return new Setting<>(name, "", accepted, meaning, true, List.of(), parser);
  }

  /** Creates a setting that is true or false. */
  public static Setting<Boolean> flag(String name, boolean byDefault, String meaning) {
    return choice(name, String.valueOf(byDefault), Map.of("true", true, "false", false), meaning);
  }

  /** Creates a setting with a whole number, bounds included. */
  public static Setting<Integer> number(
      String name, int byDefault, int min, int max, String meaning) {
    return of(
        name,
        String.valueOf(byDefault),
        "a whole number from " + min + " to " + max,
        meaning,
        text -> {
          int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : min - 1;
          if (number < min || number > max) {
            throw new IllegalArgumentException("out of bounds");
          }
          return number;
        });
  }

  /** Creates a setting with a duration of at most ten years, in the form of {@link Durations}. */
  public static Setting<Duration> duration(String name, String byDefault, String meaning) {
    return of(
        name,
        byDefault,
        "a duration such as 500ms, 2s, 5m, 1h, 30d, 8w or 0",
        meaning,
        Setting::parseDuration);
  }

  /** Creates a setting with a duration that is not shorter than a minimum. */
  public static Setting<Duration> duration(
      String name, String byDefault, Duration min, String meaning) {
    return of(
        name,
        byDefault,
        "a duration such as 500ms, 10s or 5m, at least " + min.toMillis() + "ms",
        meaning,
        text -> {
          Duration duration = parseDuration(text);
          if (duration.compareTo(min) < 0) {
            throw new IllegalArgumentException("too short");
          }
          return duration;
        });
  }

  /** Creates a setting with one of several words, each standing for a value. Case is ignored. */
  public static <T> Setting<T> choice(
      String name, String byDefault, Map<String, T> choices, String meaning) {
    return new Setting<>(
        name,
        byDefault,
        choices.keySet().stream().sorted().collect(joining(" or ")),
        meaning,
        false,
        choices.keySet(),
        text -> choose(choices, text));
  }

  /** Creates a setting with one constant of an enum, in lower case. */
  public static <E extends Enum<E>> Setting<E> choice(String name, E byDefault, String meaning) {
    return choice(name, word(byDefault), choices(byDefault), meaning);
  }

  /**
   * Creates a setting with a list of one or more of several words. Case is ignored.
   *
   * @param choices in lower case
   */
  public static Setting<List<String>> choices(
      String name, String byDefault, Collection<String> choices, String accepted, String meaning) {
    Map<String, String> words =
        choices.stream().collect(toMap(Function.identity(), Function.identity()));
    return new Setting<>(
        name,
        byDefault,
        accepted,
        meaning,
        false,
        words.keySet(),
        text -> {
          List<String> chosen = words(text).map(word -> choose(words, word)).toList();
          if (chosen.isEmpty()) {
            throw new IllegalArgumentException("the list is empty");
          }
          return chosen;
        });
  }

  /**
   * Creates a setting with a list of words separated by commas or white space, each parsed by the
   * parser.
   */
  public static <T> Setting<List<T>> list(
      String name, String byDefault, String accepted, String meaning, Function<String, T> parser) {
    return of(name, byDefault, accepted, meaning, text -> words(text).map(parser).toList());
  }

  /**
   * Returns the words of a list, separated by commas or white space; for parsers of other lists.
   */
  public static Stream<String> words(String text) {
    return SEPARATOR.splitAsStream(text).filter(word -> !word.isEmpty());
  }

  T parse(String text, String origin) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String value = confidential ? "" : " '" + text + "'";
      throw new SettingException(
          "Invalid value%s for %s (%s): expected %s.%s"
              .formatted(value, name, origin, accepted, suggestion(text)));
    }
  }

  private String suggestion(String text) {
    return words(text.toLowerCase(Locale.ROOT))
        .filter(word -> !words.contains(word))
        .map(word -> Suggestion.question(word, words))
        .filter(question -> !question.isEmpty())
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    return name;
  }

  private static <T> T choose(Map<String, T> choices, String text) {
    T choice = choices.get(text.toLowerCase(Locale.ROOT));
    if (choice == null) {
      throw new IllegalArgumentException("unknown word");
    }
    return choice;
  }

  private static <E extends Enum<E>> Map<String, E> choices(E one) {
    return Arrays.stream(one.getDeclaringClass().getEnumConstants())
        .collect(toMap(Setting::word, Function.identity()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration parseDuration(String text) {
    Duration duration = Durations.parse(text);
    if (duration.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException("too long");
    }
    return duration;
  }
}
