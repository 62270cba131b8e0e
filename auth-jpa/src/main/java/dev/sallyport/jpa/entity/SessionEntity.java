package dev.sallyport.jpa.entity;

import dev.sallyport.key.Owner;
import dev.sallyport.session.StoredSession;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code sallyport_session}. Rows are changed by bulk updates only. */
@Entity(name = "SallyportSession")
@Table(name = "sallyport_session")
@Cacheable(false)
public class SessionEntity {
  @Id
  @Column(name = "digest", length = 64, nullable = false)
  private String digest = "";

  @Column(name = "account_id", length = Owner.MAX_ACCOUNT_ID, nullable = false)
  private String accountId = "";

  @Column(name = "user_id", length = Owner.MAX_USER_ID, nullable = false)
  private String userId = "";

  @Column(name = "password_version", length = StoredSession.MAX_PASSWORD_VERSION, nullable = false)
  private String passwordVersion = "";

  @Column(name = "started_at", nullable = false)
  private Instant startedAt = Instant.EPOCH;

  @Column(name = "confirmed_at", nullable = false)
  private Instant confirmedAt = Instant.EPOCH;

  @Column(name = "last_used_at", nullable = false)
  private Instant lastUsedAt = Instant.EPOCH;

  @Column(name = "ends_at", nullable = false)
  private Instant endsAt = Instant.EPOCH;

  @Column(name = "message", length = StoredSession.MAX_MESSAGE, nullable = false)
  private String message = "";

  /** Creates an empty row, for the persistence provider. */
  protected SessionEntity() {}

  /** Returns a row for a session. */
  public static SessionEntity of(StoredSession session) {
    SessionEntity row = new SessionEntity();
    row.digest = session.digest();
    row.accountId = session.owner().accountId();
    row.userId = session.owner().userId();
    row.passwordVersion = session.passwordVersion();
    row.startedAt = session.startedAt();
    row.confirmedAt = session.confirmedAt();
    row.lastUsedAt = session.lastUsedAt();
    row.endsAt = session.endsAt();
    row.message = session.message();
    return row;
  }

  /** Returns the session in this row. */
  public StoredSession toSession() {
    return new StoredSession(
        digest,
        new Owner(accountId, userId),
        passwordVersion,
        startedAt,
        confirmedAt,
        lastUsedAt,
        endsAt,
        message);
  }
}
