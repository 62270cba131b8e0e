package dev.sallyport.servlet.internal.validation;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/**
 * Extension that adds the {@link FilterOrderGuard} on Undertow and WildFly, also to applications
 * whose {@code <absolute-ordering>} excludes the jar of its {@code ServletContainerInitializer}.
 * They start a filter at its first request, so that the filter itself cannot find out.
 */
public final class UndertowExtension implements ServletExtension {
  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    new FilterOrderGuard().onStartup(null, context);
  }
}
