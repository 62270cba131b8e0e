package dev.sallyport.spring.test;

import static dev.sallyport.spring.test.ApiKeyRequestPostProcessor.apiKey;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.Owner;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** Requests of {@code MockMvc} in a slice, where keys are in memory. */
@MvcSlice
@TestPropertySource(
    properties = {NotesApplication.PATHS, NotesApplication.SCOPES, "sallyport.admin-path=/admin"})
class SliceTest {
  private static final Owner MALLORY = Owner.of("mallory");

  @TestConfiguration
  static class Policies {
    @Bean
    AccessPolicy policy() {
      return (key, request) ->
          key.owner().equals(MALLORY)
              ? Optional.of(AccessPolicy.Denial.of(DenialReason.NETWORK_NOT_ALLOWED))
              : Optional.empty();
    }
  }

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
  @WithApiKey
  void aTokenOfTheRequestIsThatOfTheTest() throws Exception {
    String token = keys.create(Owner.of("bob")).reveal();

    mvc.perform(get("/api/me").header("Authorization", "Bearer " + token))
        .andExpect(content().string("bob@default"));
    mvc.perform(get("/api/me").header("Authorization", "Bearer " + token + "0"))
        .andExpect(status().isUnauthorized());
    mvc.perform(get("/api/me").header("Authorization", "Bearer wrong").with(apiKey()))
        .andExpect(content().string("user@default"));
  }

  @Test
  void policiesOfTheApplicationApplyToAKeyInMemory() throws Exception {
    String token = keys.create(MALLORY).reveal();

    mvc.perform(get("/api/me").header("Authorization", "Bearer " + token))
        .andExpect(status().isForbidden());
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
