package dev.sallyport.jpa.entity;

import dev.sallyport.spi.OwnerRegistry.Account;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code sallyport_account}. */
@Entity(name = "SallyportAccount")
@Table(name = "sallyport_account")
@Cacheable(false)
public class AccountEntity {
  @Id
  @Column(name = "account_id", length = 100, nullable = false)
  private String accountId = "";

  @Column(name = "name", length = 255, nullable = false)
  private String name = "";

  @Column(name = "active", nullable = false)
  private boolean active;

  /** Creates an empty row, for the persistence provider. */
  protected AccountEntity() {}

  /** Returns a row for an account. */
  public static AccountEntity of(Account account) {
    AccountEntity row = new AccountEntity();
    row.accountId = account.accountId();
    row.update(account);
    return row;
  }

  /** Copies everything but the account id from an account. */
  public final void update(Account account) {
    name = account.name();
    active = account.active();
  }

  /** Returns the account in this row. */
  public Account toAccount() {
    return new Account(accountId, name, active);
  }
}
