package dev.sallyport.jpa.entity;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a row of {@code sallyport_usage}; a class, since records may be ids only of late. */
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

  public String subject() {
    return subject;
  }

  public long hour() {
    return hourNumber;
  }

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
