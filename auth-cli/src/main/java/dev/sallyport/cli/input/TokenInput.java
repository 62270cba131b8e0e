package dev.sallyport.cli.input;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.PresentedToken.Rejected;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of the token to present: from an option, the environment, a prompt or standard input. */
public record TokenInput(CliContext context) {
  /** The length is limited so that the token fits into a header. */
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,1000}");

  /** Schemes that are removed if they were copied along with the token. */
  private static final List<String> SCHEMES = List.of("Token", "Bearer");

  private static final String VARIABLE = "SALLYPORT_API_KEY";
  private static final String API_KEY = "the API key";

  private static final Set<DenialReason> EMPTY =
      EnumSet.of(DenialReason.NO_CREDENTIALS, DenialReason.EMPTY_CREDENTIALS);

  /**
   * Reads the token.
   *
   * @param flag the value of {@code --api-key}; null if not given
   * @throws UsageException if there is no token or it is malformed; the message does not contain it
   */
  public Secret read(@Nullable String flag) {
    return required(find(flag));
  }

  private static Secret required(Secret given) {
    return required(given, API_KEY, "in SALLYPORT_API_KEY, at a prompt or on standard input");
  }

  private static Secret required(Secret given, String name, String where) {
    PresentedToken presented = PresentedToken.read(given.reveal(), SCHEMES);
    if (presented instanceof Rejected rejected && EMPTY.contains(rejected.reason())) {
      throw new UsageException(name + " is empty: pass it " + where);
    }
    if (presented instanceof Found found && isToken(found.token().reveal())) {
      return found.token();
    }
    throw new UsageException(
        name + " is malformed: expected 1 to 1000 visible ASCII characters without blanks");
  }

  /** Reads the token from the environment. */
  public Optional<Secret> fromEnvironment() {
    return context.variable(VARIABLE).map(it -> required(Secret.of(it)));
  }

  /**
   * Reads a token to find its key, from a prompt or from standard input.
   *
   * @throws UsageException if there is none or it is malformed; the message does not contain it
   */
  public Secret readToFind() {
    return required(
        fromPrompt("Token:").orElseGet(() -> fromStandardInput("the token")),
        "the token",
        "at a prompt or on standard input");
  }

  /**
   * Returns the token if it can be used in a header and printed on a terminal.
   *
   * @throws IllegalArgumentException if it cannot; the message does not contain it
   */
  public static Secret requireToken(String text) {
    if (!isToken(text)) {
      throw new IllegalArgumentException("the token is not one word of visible ASCII characters");
    }
    return Secret.of(text);
  }

  private static boolean isToken(String text) {
    return VISIBLE_ASCII.matcher(text).matches();
  }

  private Secret find(@Nullable String flag) {
    if (flag != null) {
      return flag.equals("-") ? fromStandardInput(API_KEY) : Secret.of(flag);
    }
    return context
        .variable(VARIABLE)
        .map(Secret::of)
        .or(() -> fromPrompt("API key:"))
        .orElseGet(() -> fromStandardInput(API_KEY));
  }

  private Optional<Secret> fromPrompt(String question) {
    return context.terminal().flatMap(terminal -> terminal.askSecretly(question));
  }

  private Secret fromStandardInput(String what) {
    try {
      if (context.input().available() == 0) {
        context.output().note("Reading " + what + " from standard input.");
      }
    } catch (IOException e) {
      // Reading reports the failure.
    }
    return new SecretInput(context).fromStandardInput();
  }
}
