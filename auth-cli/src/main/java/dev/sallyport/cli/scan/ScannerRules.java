package dev.sallyport.cli.scan;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.knox.KnoxSettings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scanner-rules}: by what scanners for leaked secrets find tokens. */
@Command(
    name = "scanner-rules",
    header = "Print rules by which scanners for leaked secrets find this application's tokens.",
    description = {
      "",
      "They are for the token formats and prefixes that are set, so give the settings of the server;"
          + " tokens of an earlier prefix need rules of their own, made with that prefix. The"
          + " expressions keep to RE2. They cannot check a token's checksum, as 'scan' does.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport scanner-rules >> .gitleaks.toml",
      "  sallyport scanner-rules --set token-prefix=acme_live --set token-formats=sallyport,knox",
      "  grep -rlE \"$(sallyport scanner-rules --format regex)\" logs/"
    },
    sortOptions = false)
public final class ScannerRules implements Callable<Integer> {
  @Option(
      names = "--format",
      paramLabel = "gitleaks|regex",
      order = 1,
      description =
          "gitleaks for TOML to add to its configuration (the default), regex for the bare"
              + " expressions, one a line.")
  private Format format = Format.GITLEAKS;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      order = 2,
      description =
          "A setting of the filter: token-formats, token-prefix or knox-prefix; may be repeated.")
  private List<String> others = List.of();

  private final CliContext surroundings;

  public ScannerRules(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Settings settings = DatabaseOptions.resolve(surroundings, DatabaseOptions.parse(others));
    List<ScannerRule> rules =
        settings.get(CoreSettings.TOKEN_FORMATS).stream().map(it -> rule(it, settings)).toList();
    surroundings
        .output()
        .result(
            rules.stream()
                .map(format == Format.GITLEAKS ? ScannerRule::gitleaks : ScannerRule::regex)
                .collect(Collectors.joining(format == Format.GITLEAKS ? "\n\n" : "\n")));
    return ExitCode.DONE;
  }

  private static ScannerRule rule(String format, Settings settings) {
    return switch (format) {
      case "sallyport" -> ScannerRule.sallyport(settings.get(CoreSettings.TOKEN_PREFIX));
      case "knox" -> ScannerRule.knox(settings.get(KnoxSettings.KNOX_PREFIX));
      default -> throw new UsageException("no rule is known for the token format " + format);
    };
  }

  /** For which scanner. */
  private enum Format {
    GITLEAKS,
    REGEX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
