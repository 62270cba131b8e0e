package dev.sallyport.benchmarks.subject;

import java.util.Optional;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;

/** Session store of pac4j without sessions. */
enum NoSessions implements SessionStore {
  INSTANCE;

  @Override
  public Optional<String> getSessionId(WebContext context, boolean create) {
    return Optional.empty();
  }

  @Override
  public Optional<Object> get(WebContext context, String key) {
    return Optional.empty();
  }

  @Override
  public void set(WebContext context, String key, Object value) {
    throw new UnsupportedOperationException("there is no session");
  }

  @Override
  public boolean destroySession(WebContext context) {
    return false;
  }

  @Override
  public Optional<Object> getTrackableSession(WebContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<SessionStore> buildFromTrackableSession(WebContext context, Object session) {
    return Optional.empty();
  }

  @Override
  public boolean renewSession(WebContext context) {
    return false;
  }
}
