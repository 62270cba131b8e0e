package dev.sallyport.jakarta;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * CDI extension that adds the {@link ApiKeyAuthenticationMechanism} to an application, and collects
 * the roles that its classes name. Servers find it; applications do not use it.
 *
 * <pre>{@code
 * @RolesAllowed("chat:write") // a role that a key with the scope chat:* has
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApiKeyExtension implements Extension {
  private final Set<String> roles = new TreeSet<>();

  /** Creates the extension. */
  public ApiKeyExtension() {}

  void add(@Observes BeforeBeanDiscovery event) {
    event
        .addAnnotatedType(
            ApiKeyAuthenticationMechanism.class, ApiKeyAuthenticationMechanism.class.getName())
        .add(new SingletonLiteral());
  }

  <T> void collect(
      @Observes @WithAnnotations({RolesAllowed.class, DeclareRoles.class})
          ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    DeclareRoles declared = type.getAnnotation(DeclareRoles.class);
    if (declared != null) {
      roles.addAll(List.of(declared.value()));
    }
    add(type.getAnnotation(RolesAllowed.class));
    for (AnnotatedMethod<? super T> method : type.getMethods()) {
      add(method.getAnnotation(RolesAllowed.class));
    }
  }

  private void add(@Nullable RolesAllowed allowed) {
    if (allowed != null) {
      roles.addAll(List.of(allowed.value()));
    }
  }

  /** Returns the roles that beans of the application name in annotations. */
  Set<String> roles() {
    return roles;
  }

  /** Scope of the mechanism. Payara would discover a class that has the annotation once more. */
  private static final class SingletonLiteral extends AnnotationLiteral<Singleton>
      implements Singleton {
    private static final long serialVersionUID = 1L;
  }
}
