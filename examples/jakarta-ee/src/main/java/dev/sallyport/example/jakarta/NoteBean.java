package dev.sallyport.example.jakarta;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Notes of all users. */
@Singleton
public class NoteBean {
  private final List<String> notes = new ArrayList<>();

  @PermitAll
  public List<String> list() {
    return List.copyOf(notes);
  }

  @RolesAllowed("note:write")
  public List<String> add(String note) {
    notes.add(note);
    return list();
  }
}
