package dev.sallyport.spring.test;

import static dev.sallyport.spring.test.ApiKeyRequestPostProcessor.apiKey;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.sallyport.key.Owner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** Requests of {@code MockMvc} in a slice, where keys are in memory. */
@MvcSlice
@TestPropertySource(properties = {NotesApplication.PATHS, NotesApplication.SCOPES})
class SliceTest {
  @Autowired MockMvc mvc;
  @Autowired TestApiKeys keys;

  @Test
  void aRequestWithoutAKeyIsDenied() throws Exception {
    mvc.perform(get("/api/me"))
        .andExpect(status().isUnauthorized())
        .andExpect(content().contentTypeCompatibleWith("application/problem+json"));
  }

  // sample: annotation
  @Test
  @WithApiKey(user = "ada", scopes = "notes:write")
  void addsANote() throws Exception {
    mvc.perform(post("/api/notes")).andExpect(status().isOk());
  }

  // end

  @Test
  @WithApiKey(user = "ada", account = "acme")
  void theOwnerIsThatOfTheAnnotation() throws Exception {
    mvc.perform(get("/api/me")).andExpect(content().string("ada@acme"));
    mvc.perform(get("/api/me").with(apiKey().owner(new Owner("acme", "bob"))))
        .andExpect(content().string("bob@acme"));
  }

  // sample: request
  @Test
  void readsItsOwner() throws Exception {
    mvc.perform(get("/api/me").with(apiKey().user("ada").scopes("notes:read")))
        .andExpect(content().string("ada@default"));
  }

  // end

  @Test
  void scopesAreRequired() throws Exception {
    mvc.perform(post("/api/notes").with(apiKey().scopes("notes:read")))
        .andExpect(status().isForbidden());
    mvc.perform(delete("/api/notes").with(apiKey().scopes("notes:read")))
        .andExpect(status().isForbidden());
    mvc.perform(delete("/api/notes").with(apiKey().scopes("notes:*"))).andExpect(status().isOk());
  }

  @Test
  void aKeyInMemoryWorks() throws Exception {
    String token = keys.create(Owner.of("ada")).reveal();

    mvc.perform(get("/api/me").header("Authorization", "Bearer " + token))
        .andExpect(content().string("ada@default"));
    mvc.perform(get("/api/me").header("Authorization", "Bearer " + token + "0"))
        .andExpect(status().isUnauthorized());
  }
}
