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

/** A row of {@code sallyport_usage}. Changed by bulk updates only. */
@Entity(name = "SallyportUsage")
@Table(name = "sallyport_usage")
@IdClass(UsageId.class)
@Cacheable(false)
public class UsageEntity {
  private static final long SECONDS = 3600;

  @Id
  @Column(name = "subject", length = UsageSubject.MAX_NAME, nullable = false)
  private String subject = "";

  /** Counted from 1970. */
  @Id
  @Column(name = "hour_number", nullable = false)
  private long hourNumber;

  @Id
  @Column(name = "outcome", length = UsageCount.MAX_OUTCOME, nullable = false)
  private String outcome = "";

  @Column(name = "requests", nullable = false)
  private long requests;

  protected UsageEntity() {}

  /** One that counts nothing yet. */
  public static UsageEntity of(UsageId id) {
    UsageEntity row = new UsageEntity();
    row.subject = id.subject();
    row.hourNumber = id.hour();
    row.outcome = id.outcome();
    return row;
  }

  public UsageId id() {
    return new UsageId(subject, hourNumber, outcome);
  }

  public static UsageId idOf(UsageCount count) {
    return new UsageId(count.subject().name(), hourOf(count.hour()), count.outcome());
  }

  /** The hour in which an instant lies. */
  public static long hourOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS);
  }

  /** The first hour that does not begin before an instant. */
  public static long hourFrom(Instant instant) {
    Instant start = Instant.ofEpochSecond(hourOf(instant) * SECONDS);
    return start.equals(instant) ? hourOf(instant) : hourOf(instant) + 1;
  }

  public UsageCount toCount() {
    return new UsageCount(
        new UsageSubject(subject), Instant.ofEpochSecond(hourNumber * SECONDS), outcome, requests);
  }
}
