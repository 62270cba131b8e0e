package dev.sallyport.cli;

import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Suggestion;
import dev.sallyport.spi.StoreException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reporter of failures. Writes one error message and returns the exit code.
 *
 * <p>An unknown argument is repeated only if it looks like the name of a command or option, because
 * it may be a token or a password.
 */
final class FailureReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** The hidden option that prints the stack trace of a failure. */
  static final String STACK_TRACE = "--stack-trace";

  private static final Pattern NAME = Pattern.compile("-{0,2}[a-z]+([_-][a-z]+){0,3}");
  private static final int MAX_NAME = 30;

  private final Output output;
  private final CommandSuggestions suggestions;

  FailureReporter(Output output, CommandSuggestions suggestions) {
    this.output = output;
    this.suggestions = suggestions;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    String message = message(failure);
    String see = message.endsWith("?") ? " See '" : "; see '";
    output.error(message + see + command + " --help'.");
    return ExitCode.USAGE;
  }

  private String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unknownArgument(unmatched);
    }
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec first = missing.getMissing().get(0);
      return (first instanceof OptionSpec option ? option.longestName() : first.paramLabel())
          + " is missing";
    }
    return decapitalized(
        PrintableText.withoutPeriod(String.valueOf(failure.getMessage()))
            .replaceFirst("\\AError: ", ""));
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (command.getParseResult().hasMatchedOption(STACK_TRACE)) {
      trace(failure);
    }
    if (failure instanceof StoreException || failure instanceof UnavailableException) {
      return report(failure, ExitCode.UNAVAILABLE);
    }
    if (failure instanceof DeniedException) {
      return report(failure, ExitCode.DENIED);
    }
    if (failure instanceof SettingException || failure instanceof UsageException) {
      return report(failure, ExitCode.USAGE);
    }
    output.error(
        "internal error ("
            + failure.getClass().getSimpleName()
            + "); please report it with the output of "
            + STACK_TRACE
            + ".");
    return ExitCode.INTERNAL_ERROR;
  }

  /** Returns a message of picocli in the style of the other messages. */
  private static String decapitalized(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private int report(Exception failure, int exitCode) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("no details available");
    String remedy = message.replace("or set schema=migrate", "or run 'sallyport migrate'");
    output.error(PrintableText.withoutPeriod(remedy) + ".");
    return exitCode;
  }

  private String unknownArgument(UnmatchedArgumentException failure) {
    String first = failure.getUnmatched().stream().findFirst().orElse("");
    String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      return "unexpected argument";
    }
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    boolean isCommand = command.userObject() instanceof CommandGroup;
    Optional<String> suggestion = Optional.empty();
    if (name.startsWith("-")) {
      suggestion = Suggestion.closest(name, command.optionsMap().keySet());
    } else if (isCommand) {
      suggestion = suggestions.closest(command.name(), failure.getUnmatched());
    }
    String kind = name.startsWith("-") ? "option" : isCommand ? "command" : "argument";
    return "unknown %s '%s'%s"
        .formatted(kind, name, suggestion.map("; did you mean '%s'?"::formatted).orElse(""));
  }

  /** Writes classes and lines only, because messages of drivers may contain rows. */
  private void trace(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? " SQL state " + sql.getSQLState() : "";
      output.note(cause.getClass().getName() + state);
      for (StackTraceElement frame : cause.getStackTrace()) {
        output.note("    at " + frame);
      }
    }
  }
}
