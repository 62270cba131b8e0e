package dev.sallyport.spring.test;

import dev.sallyport.key.Owner;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Authenticates a test by API key, for requests of {@code MockMvc} and for method security. The key
 * is in no store, and neither is its owner. Required scopes are checked; quotas, networks and
 * policies are not. A token in a request takes precedence. Needs Spring Security.
 *
 * <p>A filter chain without keys, such as one with a form login, takes the request for
 * authenticated too, which it does not in production.
 *
 * <pre>{@code
 * @Test
 * @WithApiKey(scopes = "notes:write")
 * void addsNotes() throws Exception {
 *   mvc.perform(post("/api/notes")).andExpect(status().isOk());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@WithSecurityContext(factory = ApiKeySecurityContextFactory.class)
public @interface WithApiKey {
  /** Returns the scopes of the key. */
  String[] scopes() default {};

  /** Returns the user id of its owner. */
  String user() default "user";

  /** Returns the account id of its owner. */
  String account() default Owner.DEFAULT_ACCOUNT;
}
