package dev.sallyport.cli.context;

import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Somebody who can be asked. */
public interface Terminal {
  /** Asks for one line; empty at the end of input. */
  Optional<String> ask(String question);

  /** Asks for one line without showing what is typed; empty at the end of input. */
  Optional<Secret> askSecretly(String question);

  /** The terminal this JVM was started from; empty if input or output is not one. */
  static Optional<Terminal> ofThisProcess() {
    return Optional.ofNullable(System.console())
        .filter(Terminal::isInteractive)
        .map(ConsoleTerminal::new);
  }

  /** Some JDKs from 22 on have a console even where nobody sits, and a method to tell. */
  private static boolean isInteractive(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  /** A console of the JDK. */
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
