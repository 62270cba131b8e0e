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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Command {@code audit verify}: verifies the hash chain of the audit log. */
@Command(
    name = "verify",
    header = "Verify that the audit log was not modified.",
    description = {
      "",
      "Reads the whole log and reports the first entry that was changed or does not follow its"
          + " predecessor; the exit code is 1 in this case. Users with write access to the database"
          + " can also truncate the log or rewrite it from some entry on. This is detected only"
          + " with an anchor stored elsewhere: store the anchor that this command prints.",
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
public final class AuditVerify implements Callable<Integer> {
  @Option(
      names = "--anchor",
      paramLabel = "SEQUENCE:HASH",
      order = 1,
      converter = AnchorConverter.class,
      description = "Number and hash of an entry, as printed by an earlier verification.")
  private @Nullable Anchor anchor;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext context;

  public AuditVerify(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Verification found;
    try (Sallyport sallyport =
        database
            .required(context, "audit verify does not rely on a server to verify its own log")
            .open(context)) {
      found = anchor == null ? sallyport.audit().verify() : sallyport.audit().verify(anchor);
    }
    if (!format.isTable()) {
      context.output().result(format.text(VerificationReport.of(found)));
    } else if (found.flaw().isEmpty()) {
      context.output().result(success(found.lastGood()));
    }
    found.flaw().ifPresent(flaw -> context.output().error(failure(flaw, found.lastGood())));
    return found.flaw().isEmpty() ? ExitCode.DONE : ExitCode.DENIED;
  }

  private static String success(Anchor last) {
    return switch (Long.signum(last.sequence() - 1)) {
      case -1 -> "The audit log is empty.";
      case 0 -> "1 entry, intact; anchor " + advice(last);
      default -> last.sequence() + " entries, all intact; anchor " + advice(last);
    };
  }

  private static String advice(Anchor last) {
    return text(last) + " (store it and pass it as --anchor next time).";
  }

  private static String failure(Flaw flaw, Anchor lastGood) {
    String before =
        lastGood.sequence() == 0
            ? "no entry before it is intact"
            : "all entries up to " + text(lastGood) + " are intact";
    return "entry %d of the audit log %s; %s.".formatted(flaw.sequence(), flaw.what(), before);
  }

  /** Result for JSON and YAML. */
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

  /** Converter of anchors, such as {@code 12:9f86d0...}. */
  static final class AnchorConverter implements ITypeConverter<Anchor> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):(\\p{XDigit}{64})");

    @Override
    public Anchor convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new TypeConversionException(
            "expected the number of an entry, a colon and its hash of 64 hexadecimal digits");
      }
      return new Anchor(Long.parseLong(form.group(1)), form.group(2).toLowerCase(Locale.ROOT));
    }
  }
}
