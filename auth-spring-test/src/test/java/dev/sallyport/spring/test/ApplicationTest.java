package dev.sallyport.spring.test;

import static dev.sallyport.spring.test.ApiKeyRequestPostProcessor.apiKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** The whole application without a server. */
@MvcOfApplication
@TestPropertySource(properties = NotesApplication.PATHS)
class ApplicationTest {
  @Autowired MockMvc mvc;
  @Autowired NotesApplication.Archive archive;

  @Test
  void requestsAreAuthenticatedByTheTest() throws Exception {
    mvc.perform(get("/api/me")).andExpect(status().isUnauthorized());
    mvc.perform(get("/api/me").with(apiKey())).andExpect(content().string("user@default"));
  }

  @Test
  @WithApiKey(scopes = "notes:archive")
  void methodsAreCalledWithAKey() {
    assertThat(archive.archive()).isEqualTo("archived");
  }

  @Test
  @WithApiKey
  void methodsRequireScopes() {
    assertThatThrownBy(archive::archive).isInstanceOf(AccessDeniedException.class);
  }
}
