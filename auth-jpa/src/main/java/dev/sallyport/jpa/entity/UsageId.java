package dev.sallyport.jpa.entity;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Primary key of a row of {@code sallyport_usage}. A class, because Jakarta Persistence allows
 * records as ids only since 3.2.
 */
public final class UsageId implements Serializable {
  private static final long serialVersionUID = 1;

  private String subject = "";
  private long hourNumber;
  private String outcome = "";

  UsageId() {}

  UsageId(String subject, long hour, String outcome) {
    this.subject = subject;
    this.hourNumber = hour;
    this.outcome = outcome;
  }

  /** Returns the name of the subject whose requests are counted. */
  public String subject() {
    return subject;
  }

  /** Returns the hours since 1970-01-01T00:00Z. */
  public long hour() {
    return hourNumber;
  }

  /** Returns the outcome of the requests. */
  public String outcome() {
    return outcome;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof UsageId other
        && subject.equals(other.subject)
        && hourNumber == other.hourNumber
        && outcome.equals(other.outcome);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subject, hourNumber, outcome);
  }
}
