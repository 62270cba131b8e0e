package dev.sallyport.cli.scan;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.knox.KnoxSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Command {@code scanner-rules}: prints rules for secret scanners. */
@Command(
    name = "scanner-rules",
    header = "Print rules with which secret scanners find this application's tokens.",
    description = {
      "",
      "The rules cover the configured token formats and prefixes, so use the settings of the"
          + " server. For tokens with an earlier prefix, print rules with that prefix too. The"
          + " expressions use RE2's syntax. Unlike 'scan', they cannot verify the checksum of a"
          + " token.",
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
public final class ScannerRules implements Runnable {
  @Option(
      names = "--format",
      paramLabel = "gitleaks|regex",
      order = 1,
      description =
          "Output format: gitleaks for rules in TOML, regex for one expression per line. Default:"
              + " gitleaks.")
  private Format format = Format.GITLEAKS;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      order = 2,
      description =
          "Setting of the filter: token-formats, token-prefix or knox-prefix. May be repeated.")
  private List<String> others = List.of();

  private final CliContext context;

  public ScannerRules(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    Settings settings = DatabaseOptions.resolve(context, DatabaseOptions.parse(others));
    List<ScannerRule> rules =
        settings.get(CoreSettings.TOKEN_FORMATS).stream().map(it -> rule(it, settings)).toList();
    context
        .output()
        .result(
            rules.stream()
                .map(format == Format.GITLEAKS ? ScannerRule::gitleaks : ScannerRule::regex)
                .collect(Collectors.joining(format == Format.GITLEAKS ? "\n\n" : "\n")));
  }

  private static ScannerRule rule(String format, Settings settings) {
    return switch (format) {
      case "sallyport" -> ScannerRule.sallyport(settings.get(CoreSettings.TOKEN_PREFIX));
      case "knox" -> ScannerRule.knox(settings.get(KnoxSettings.KNOX_PREFIX));
      default -> throw new UsageException("no rule is known for the token format " + format);
    };
  }

  /** Output formats. */
  private enum Format {
    GITLEAKS,
    REGEX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
