package dev.sallyport.example.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A member of a tenant, who signs in by password and owns keys. */
@Entity
class Member {
  @Id private String username;
  private String tenant;
  private String email;
  private String password;
  private String role;
  private boolean active = true;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Member() {}

  Member(String username, String tenant, String email, String password, String role) {
    this.username = username;
    this.tenant = tenant;
    this.email = email;
    this.password = password;
    this.role = role;
  }

  String username() {
    return username;
  }

  String tenant() {
    return tenant;
  }

  String email() {
    return email;
  }

  String password() {
    return password;
  }

  String role() {
    return role;
  }

  boolean isActive() {
    return active;
  }

  void deactivate() {
    active = false;
  }
}
