package dev.sallyport.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Singleton;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.util.Set;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyExtensionTest {
  private final ApiKeyExtension extension = new ApiKeyExtension();
  private WeldContainer cdi;

  @BeforeEach
  void start() {
    cdi =
        new Weld()
            .disableDiscovery()
            .extensions(extension)
            .beanClasses(Declaring.class, Allowing.class, AllowingInherited.class)
            .initialize();
  }

  @AfterEach
  void stop() {
    cdi.close();
  }

  @Test
  void addsTheMechanismAsASingleton() {
    Set<Bean<?>> beans = cdi.getBeanManager().getBeans(HttpAuthenticationMechanism.class);

    assertThat(beans).hasSize(1);
    Bean<?> bean = beans.iterator().next();
    assertThat(bean.getBeanClass()).isEqualTo(ApiKeyAuthenticationMechanism.class);
    assertThat(bean.getScope()).isEqualTo(Singleton.class);
  }

  @Test
  void collectsTheRolesInAnnotations() {
    assertThat(extension.roles())
        .containsExactly("chat:read", "chat:write", "note:read", "note:write", "report:read");
  }

  @Test
  void theMechanismSeesTheRoles() {
    HttpAuthenticationMechanism mechanism = cdi.select(HttpAuthenticationMechanism.class).get();

    assertThat(mechanism).isInstanceOf(ApiKeyAuthenticationMechanism.class);
    assertThat(cdi.getBeanManager().getExtension(ApiKeyExtension.class)).isSameAs(extension);
  }

  @DeclareRoles({"chat:read", "chat:write"})
  static class Declaring {}

  @RolesAllowed("note:read")
  static class Allowing {
    @RolesAllowed("note:write")
    void write() {}
  }

  static class AllowingInherited extends Allowed {}

  static class Allowed {
    @RolesAllowed("report:read")
    public void read() {}
  }
}
