package dev.sallyport.example.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** A note, which all members of its tenant can read. */
@Entity
class Note {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String tenant;
  private String author;
  private String text;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Note() {}

  @SuppressWarnings("NullAway.Init") // the database gives the id
  Note(String tenant, String author, String text) {
    this.tenant = tenant;
    this.author = author;
    this.text = text;
  }

  String tenant() {
    return tenant;
  }

  String author() {
    return author;
  }

  String text() {
    return text;
  }
}
