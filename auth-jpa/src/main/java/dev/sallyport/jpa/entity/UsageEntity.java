package dev.sallyport.jpa.entity;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code sallyport_usage}. Rows are changed by bulk updates only. */
@Entity(name = "SallyportUsage")
@Table(name = "sallyport_usage")
@IdClass(UsageId.class)
@Cacheable(false)
public class UsageEntity {
  private static final long SECONDS = 3600;

  @Id
  @Column(name = "subject", length = UsageSubject.MAX_NAME, nullable = false)
  private String subject = "";

  /** Hours since 1970-01-01T00:00Z. */
  @Id
  @Column(name = "hour_number", nullable = false)
  private long hourNumber;

  @Id
  @Column(name = "outcome", length = UsageCount.MAX_OUTCOME, nullable = false)
  private String outcome = "";

  @Column(name = "requests", nullable = false)
  private long requests;

  /** Creates an empty row, for the persistence provider. */
  protected UsageEntity() {}

  /** Returns a row with the count 0. */
  public static UsageEntity of(UsageId id) {
    UsageEntity row = new UsageEntity();
    row.subject = id.subject();
    row.hourNumber = id.hour();
    row.outcome = id.outcome();
    return row;
  }

  /** Returns the primary key of this row. */
  public UsageId id() {
    return new UsageId(subject, hourNumber, outcome);
  }

  /** Returns the primary key of the row for a count. */
  public static UsageId idOf(UsageCount count) {
    return new UsageId(count.subject().name(), hourOf(count.hour()), count.outcome());
  }

  /** Returns the number of the hour that contains an instant. */
  public static long hourOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS);
  }

  /** Returns the number of the first hour that starts at or after an instant. */
  public static long hourFrom(Instant instant) {
    Instant start = Instant.ofEpochSecond(hourOf(instant) * SECONDS);
    return start.equals(instant) ? hourOf(instant) : hourOf(instant) + 1;
  }

  /** Returns the count in this row. */
  public UsageCount toCount() {
    return new UsageCount(
        new UsageSubject(subject), Instant.ofEpochSecond(hourNumber * SECONDS), outcome, requests);
  }
}
