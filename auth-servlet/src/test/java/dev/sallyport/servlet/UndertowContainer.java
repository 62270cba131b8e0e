package dev.sallyport.servlet;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;

public final class UndertowContainer implements Container {
  private final Undertow undertow;
  private final DeploymentManager deployment;

  private UndertowContainer(Undertow undertow, DeploymentManager deployment) {
    this.undertow = undertow;
    this.deployment = deployment;
  }

  public static Container start(Consumer<ServletContext> application) throws Exception {
    return start(application, true);
  }

  public static Container start(Consumer<ServletContext> application, boolean eagerFilterInit)
      throws Exception {
    return start(application, info -> info.setEagerFilterInit(eagerFilterInit));
  }

  public static Container start(Consumer<ServletContext> application, Consumer<DeploymentInfo> edit)
      throws Exception {
    ServletContainerInitializer initializer =
        (classes, servletContext) -> application.accept(servletContext);
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowContainer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("test")
            .addErrorPage(new ErrorPage("/error"))
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
    edit.accept(info);
    DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .setHandler(deployment.start())
            .build();
    undertow.start();
    return new UndertowContainer(undertow, deployment);
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void stop() throws Exception {
    deployment.stop(); // first: without the server's threads, closing a WebSocket takes 10 seconds
    undertow.stop();
    deployment.undeploy();
  }
}
