package dev.sallyport.example.spring;

import static dev.sallyport.spring.test.ApiKeyRequestPostProcessor.apiKey;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.sallyport.key.Owner;
import dev.sallyport.spring.test.WithApiKey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

/** The API without a server. Each test leaves nothing in the database. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:api")
@AutoConfigureMockMvc
@Transactional
class NoteControllerTest {
  @Autowired MockMvc mvc;

  @Test
  void aKeyIsRequired() throws Exception {
    mvc.perform(get("/api/notes")).andExpect(status().isUnauthorized());
  }

  @Test
  @WithApiKey(account = "northwind", user = "ada", scopes = "notes:*")
  void notesAreThoseOfTheTenant() throws Exception {
    mvc.perform(post("/api/notes").contentType(MediaType.TEXT_PLAIN).content("Hello"))
        .andExpect(status().isCreated());

    mvc.perform(get("/api/notes"))
        .andExpect(content().string("[{\"author\":\"ada\",\"text\":\"Hello\"}]"));
    mvc.perform(
            get("/api/notes").with(apiKey().owner(new Owner("acme", "bob")).scopes("notes:read")))
        .andExpect(content().string("[]"));
  }

  @Test
  @WithApiKey(account = "northwind", user = "ada", scopes = "notes:read")
  void writingNeedsItsScope() throws Exception {
    mvc.perform(post("/api/notes").contentType(MediaType.TEXT_PLAIN).content("Hello"))
        .andExpect(status().isForbidden());
  }
}
