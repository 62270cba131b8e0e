package dev.sallyport.example.spring;

import dev.sallyport.key.ApiKeyPrincipal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API. A key reads and writes the notes of its owner's tenant. */
@RestController
@RequestMapping("/api/notes")
final class NoteController {
  private final Notes notes;

  NoteController(Notes notes) {
    this.notes = notes;
  }

  /** A note to a client. */
  record NoteView(String author, String text) {}

  @GetMapping
  List<NoteView> list(@AuthenticationPrincipal ApiKeyPrincipal key) {
    return notes.findByTenantOrderById(key.owner().accountId()).stream()
        .map(it -> new NoteView(it.author(), it.text()))
        .toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  void add(@AuthenticationPrincipal ApiKeyPrincipal key, @RequestBody String text) {
    notes.save(new Note(key.owner().accountId(), key.owner().userId(), text));
  }
}
