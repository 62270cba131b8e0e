package dev.sallyport.servlet.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.JettyContainer;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.HttpMethodConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.http.HttpServlet;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeclaredRolesTest {
  private static final String ROLE =
      "<%1$s><security-role><role-name> %2$s </role-name></security-role></%1$s>";

  @TempDir private Path directory;

  @Test
  void areThoseOfWebXmlOfFragmentsAndOfServlets() throws Exception {
    write("WEB-INF/web.xml", ROLE.formatted("web-app", "app:read"));
    write("META-INF/web-fragment.xml", ROLE.formatted("web-fragment", "fragment:read"));

    assertThat(roles())
        .containsExactlyInAnyOrder("app:read", "fragment:read", "report:read", "report:write");
  }

  @Test
  void whatCannotBeReadIsLeftOut() throws Exception {
    write("META-INF/web-fragment.xml", "<web-fragment>");

    assertThat(roles()).containsExactlyInAnyOrder("report:read", "report:write");
  }

  private void write(String file, String content) throws Exception {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private Set<String> roles() throws Exception {
    Set<String> roles = new TreeSet<>();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
      ServletContextHandler context = new ServletContextHandler();
      context.setBaseResourceAsPath(directory);
      context.setClassLoader(loader);
      context.addServlet(Reports.class, "/reports");
      context.addServletContainerInitializer(
          (classes, application) -> roles.addAll(DeclaredRoles.of(application)));
      JettyContainer.start(context).stop();
    }
    return roles;
  }

  @ServletSecurity(
      value = @HttpConstraint(rolesAllowed = {"report:read", "**"}),
      httpMethodConstraints = @HttpMethodConstraint(value = "PUT", rolesAllowed = "report:write"))
  public static final class Reports extends HttpServlet {
    private static final long serialVersionUID = 1L;
  }
}
