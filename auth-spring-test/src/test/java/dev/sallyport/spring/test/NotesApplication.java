package dev.sallyport.spring.test;

import dev.sallyport.key.ApiKeyPrincipal;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application to test. */
@SpringBootApplication
@EnableMethodSecurity
class NotesApplication {
  static final String PATHS = "sallyport.paths=/api/**";
  static final String SCOPES = "sallyport.required-scopes=DELETE /api/notes notes:delete";

  @RestController
  static class Notes {
    @GetMapping("/api/me")
    String me(@AuthenticationPrincipal ApiKeyPrincipal key) {
      return key.owner().toString();
    }

    @PreAuthorize("hasScope('notes:write')")
    @PostMapping("/api/notes")
    String add() {
      return "added";
    }

    @DeleteMapping("/api/notes")
    String delete() {
      return "deleted";
    }
  }

  @Service
  static class Archive {
    @PreAuthorize("hasScope('notes:archive')")
    public String archive() {
      return "archived";
    }
  }
}
