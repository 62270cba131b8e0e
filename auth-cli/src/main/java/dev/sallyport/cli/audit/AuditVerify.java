package dev.sallyport.cli.audit;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditTrail.Anchor;
import dev.sallyport.audit.AuditTrail.Flaw;
import dev.sallyport.audit.AuditTrail.Verification;
import dev.sallyport.cli.connection.DatabaseOnly;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code audit verify}: whether the audit log is as it was written. */
@Command(
    name = "verify",
    header = "Tell whether the audit log is as it was written.",
    description = {
      "",
      "Goes through the whole log and names the first entry that was changed, or does not follow"
          + " the one before; the exit code is 1 then. Whoever can write to the database can also"
          + " cut off the end of the log, or write the rest of it anew. That shows only against an"
          + " anchor that was noted elsewhere, so note the one this prints.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport audit verify",
      "  sallyport audit verify --anchor \"$(cat /mnt/elsewhere/anchor)\" --format json > report \\",
      "      && jq -er .anchor report > /mnt/elsewhere/anchor"
    },
    sortOptions = false)
final class AuditVerify implements Callable<Integer> {
  @Option(
      names = "--anchor",
      paramLabel = "SEQUENCE:HASH",
      order = 1,
      converter = AnchorConverter.class,
      description = "An entry and its hash as an earlier verification printed them.")
  private @Nullable Anchor anchor;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext surroundings;

  AuditVerify(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Verification found;
    try (Sallyport sallyport =
        database
            .required(surroundings, "audit verify trusts no server to judge its own log")
            .open(surroundings)) {
      found = sallyport.audit().verify(Optional.ofNullable(anchor));
    }
    if (!format.isTable()) {
      surroundings.output().result(format.text(VerificationReport.of(found)));
    } else if (found.flaw().isEmpty()) {
      surroundings.output().result(praise(found.lastGood()));
    }
    found.flaw().ifPresent(flaw -> surroundings.output().error(blame(flaw, found.lastGood())));
    return found.flaw().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static String praise(Anchor last) {
    return switch (Long.signum(last.sequence() - 1)) {
      case -1 -> "No entries yet.";
      case 0 -> "1 entry, intact; it is " + advice(last);
      default -> last.sequence() + " entries, all intact; last one " + advice(last);
    };
  }

  private static String advice(Anchor last) {
    return text(last) + " (note it, and give it as --anchor next time).";
  }

  private static String blame(Flaw flaw, Anchor lastGood) {
    String before =
        lastGood.sequence() == 0
            ? "nothing before it is intact"
            : "up to " + text(lastGood) + " all is intact";
    return "entry %d of the audit log %s; %s.".formatted(flaw.sequence(), flaw.what(), before);
  }

  /** The outcome for scripts. */
  private record VerificationReport(
      boolean intact,
      long intactEntries,
      @Nullable String anchor,
      @Nullable Long flawedEntry,
      @Nullable String flaw) {
    static VerificationReport of(Verification found) {
      long entries = found.lastGood().sequence();
      return new VerificationReport(
          found.flaw().isEmpty(),
          entries,
          entries == 0 ? null : text(found.lastGood()),
          found.flaw().map(Flaw::sequence).orElse(null),
          found.flaw().map(Flaw::what).orElse(null));
    }
  }

  private static String text(Anchor anchor) {
    return anchor.sequence() + ":" + anchor.hash();
  }

  /** Reads {@code 12:9f86d0...}. */
  static final class AnchorConverter implements ITypeConverter<Anchor> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):(\\p{XDigit}{64})");

    @Override
    public Anchor convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new TypeConversionException(
            "it takes the number of an entry, a colon and its hash of 64 hexadecimal digits");
      }
      return new Anchor(Long.parseLong(form.group(1)), form.group(2).toLowerCase(Locale.ROOT));
    }
  }
}
