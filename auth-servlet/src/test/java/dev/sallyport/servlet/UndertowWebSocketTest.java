package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.servlet.WebXmlContract.Deployment;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;

final class UndertowWebSocketTest extends WebSocketContract {
  UndertowWebSocketTest() {
    super(UndertowWebSocketTest::deploy);
  }

  /** Undertow itself reads no {@code web.xml}. */
  private static Deployment deploy(Path directory) throws Exception {
    AtomicReference<ServletContext> deployed = new AtomicReference<>();
    Container container =
        UndertowContainer.start(
            context -> {
              register(context);
              deployed.set(context);
            },
            UndertowWebSocketTest::addEndpoint);
    return new Deployment(container, requireNonNull(deployed.get()));
  }

  private static void addEndpoint(DeploymentInfo info) {
    info.setEagerFilterInit(true)
        .addServletContextAttribute(
            WebSocketDeploymentInfo.ATTRIBUTE_NAME,
            new WebSocketDeploymentInfo().addEndpoint(SocketEndpoint.class));
  }

  private static void register(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("api-keys", new SallyportFilter());
    filter.setInitParameter("store", "memory");
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/*");
  }
}
