package dev.sallyport.servlet.internal.validation;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HttpMethodConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Roles that an application names in {@code web.xml}, in the {@code web-fragment.xml} of its
 * libraries and in {@link ServletSecurity} of its servlets.
 */
public final class DeclaredRoles {
  private DeclaredRoles() {}

  /** Returns the roles, without {@code *} and {@code **}. What cannot be read is left out. */
  public static Set<String> of(ServletContext context) {
    Set<String> roles = new TreeSet<>();
    ClassLoader loader =
        requireNonNullElse(context.getClassLoader(), DeclaredRoles.class.getClassLoader());
    try (InputStream webXml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      if (webXml != null) {
        roles.addAll(WebXml.roles(webXml));
      }
    } catch (IOException e) {
      // left out
    }
    for (URL fragment : fragments(loader)) {
      roles.addAll(ofFragment(fragment));
    }
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      roles.addAll(ofServlet(servlet.getClassName(), loader));
    }
    roles.removeAll(Set.of("*", "**"));
    return roles;
  }

  private static List<URL> fragments(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources("META-INF/web-fragment.xml"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Set<String> ofFragment(URL fragment) {
    try {
      URLConnection connection = fragment.openConnection();
      connection.setUseCaches(false); // a cached jar stays open after an undeployment
      try (InputStream stream = connection.getInputStream()) {
        return WebXml.roles(stream);
      }
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static Set<String> ofServlet(@Nullable String className, ClassLoader loader) {
    Set<String> roles = new TreeSet<>();
    ServletSecurity security = className == null ? null : securityOf(className, loader);
    if (security != null) {
      roles.addAll(List.of(security.value().rolesAllowed()));
      for (HttpMethodConstraint constraint : security.httpMethodConstraints()) {
        roles.addAll(List.of(constraint.rolesAllowed()));
      }
    }
    return roles;
  }

  private static @Nullable ServletSecurity securityOf(String className, ClassLoader loader) {
    try {
      return Class.forName(className, false, loader).getAnnotation(ServletSecurity.class);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
