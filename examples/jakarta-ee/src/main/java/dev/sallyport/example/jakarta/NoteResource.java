package dev.sallyport.example.jakarta;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** Notes. What a key may do is a role of this class or of the {@link NoteBean}. */
@Path("notes")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class NoteResource {
  @Inject private NoteBean notes;

  @GET
  @RolesAllowed("note:read")
  public Map<String, List<String>> list() {
    return Map.of("notes", notes.list());
  }

  /** Adds a note; the bean requires the role. */
  @POST
  public Map<String, List<String>> add(String text) {
    return Map.of("notes", notes.add(text));
  }
}
