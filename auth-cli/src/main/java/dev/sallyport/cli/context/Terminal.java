package dev.sallyport.cli.context;

import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Terminal for prompts to the user. */
public interface Terminal {
  /** Prompts for one line; empty at the end of input. */
  Optional<String> ask(String question);

  /** Prompts for one line without echo; empty at the end of input. */
  Optional<Secret> askSecretly(String question);

  /** Returns the terminal of this JVM; empty if standard input or output is not a terminal. */
  static Optional<Terminal> ofThisProcess() {
    return Optional.ofNullable(System.console())
        .filter(Terminal::isInteractive)
        .map(ConsoleTerminal::new);
  }

  /** JDK 22 and later can return a console without a terminal; {@code isTerminal} reports it. */
  private static boolean isInteractive(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  /** Terminal on a console of the JDK. */
  record ConsoleTerminal(Console console) implements Terminal {
    @Override
    public Optional<String> ask(String question) {
      return Optional.ofNullable(console.readLine("%s", PrintableText.line(question) + " "));
    }

    @Override
    public Optional<Secret> askSecretly(String question) {
      char[] typed = console.readPassword("%s", PrintableText.line(question) + " ");
      if (typed == null) {
        return Optional.empty();
      }
      Secret secret = Secret.of(new String(typed));
      Arrays.fill(typed, ' ');
      return Optional.of(secret);
    }
  }
}
