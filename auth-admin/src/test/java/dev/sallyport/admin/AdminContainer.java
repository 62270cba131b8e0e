package dev.sallyport.admin;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Servlet container with one application on a free port of 127.0.0.1. */
record AdminContainer(int port, Stop stop) {
  private static final Logger LOG = Logger.getLogger("org.apache");
  private static final Queue<Server> IDLE = new ConcurrentLinkedQueue<>();

  /** Stops the container. */
  interface Stop {
    void now() throws Exception;
  }

  /** The supported containers. */
  enum Kind {
    JETTY {
      @Override
      AdminContainer start(String contextPath, Consumer<ServletContext> application)
          throws Exception {
        return jetty(contextPath, application);
      }
    },
    TOMCAT {
      @Override
      AdminContainer start(String contextPath, Consumer<ServletContext> application)
          throws Exception {
        return tomcat(contextPath, application);
      }
    },
    UNDERTOW {
      @Override
      AdminContainer start(String contextPath, Consumer<ServletContext> application)
          throws Exception {
        return undertow(contextPath, application);
      }
    };

    /**
     * Starts a container and registers the filters and servlets of the application.
     *
     * @param contextPath empty for the root context
     */
    abstract AdminContainer start(String contextPath, Consumer<ServletContext> application)
        throws Exception;
  }

  /** Starts a server for a single application; the server keeps running afterwards. */
  private static AdminContainer jetty(String contextPath, Consumer<ServletContext> application)
      throws Exception {
    Server idle = IDLE.poll();
    Server server = idle == null ? startJetty() : idle;
    ContextHandlerCollection contexts = (ContextHandlerCollection) server.getHandler();
    ServletContextHandler context =
        new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath, false, false);
    context.addServletContainerInitializer((classes, it) -> application.accept(it));
    Stop stop =
        () -> {
          LifeCycle.stop(context);
          contexts.removeHandler(context);
          IDLE.add(server);
        };
    contexts.addHandler(context);
    try {
      context.start();
    } catch (Exception e) {
      stop.now();
      throw e;
    }
    return new AdminContainer(((ServerConnector) server.getConnectors()[0]).getLocalPort(), stop);
  }

  private static Server startJetty() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new ContextHandlerCollection(true));
    server.start();
    return server;
  }

  private static AdminContainer tomcat(String contextPath, Consumer<ServletContext> application)
      throws Exception {
    LOG.setUseParentHandlers(false);
    Path directory = Files.createTempDirectory("sallyport-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext(contextPath, directory.toString());
    context.addServletContainerInitializer((classes, it) -> application.accept(it), Set.of());
    tomcat.start();
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("the container has not started; see its log");
    }
    return new AdminContainer(tomcat.getConnector().getLocalPort(), () -> stop(tomcat, directory));
  }

  private static void stop(Tomcat tomcat, Path directory) throws Exception {
    tomcat.stop();
    tomcat.destroy();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static AdminContainer undertow(String contextPath, Consumer<ServletContext> application)
      throws Exception {
    ServletContainerInitializer initializer = (classes, it) -> application.accept(it);
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(AdminContainer.class.getClassLoader())
            .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
            .setDeploymentName("admin")
            .setEagerFilterInit(true)
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(Handlers.path().addPrefixPath(info.getContextPath(), deployment.start()))
            .build();
    undertow.start();
    var address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    return new AdminContainer(
        address.getPort(),
        () -> {
          undertow.stop();
          deployment.stop();
          deployment.undeploy();
        });
  }
}
