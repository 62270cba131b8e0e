package dev.sallyport.example.jakarta;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Deployable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Scanner;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.xml.XmlConfiguration;

/**
 * Jetty with a scanner of the folder of its applications. It replaces them as {@code jetty-deploy}
 * does: the new application is started before the former one is stopped.
 */
final class JettyMain implements Scanner.DiscreteListener {
  private final ContextHandlerCollection applications;

  private JettyMain(ContextHandlerCollection applications) {
    this.applications = applications;
  }

  /**
   * Starts the server.
   *
   * @param arguments {@code server.xml} and the folder of the applications
   */
  public static void main(String[] arguments) throws Exception {
    ResourceFactory resources = ResourceFactory.root();
    XmlConfiguration xml = new XmlConfiguration(resources.newResource(Path.of(arguments[0])));
    Server server = (Server) xml.configure();
    Scanner scanner = new Scanner();
    scanner.setScanDirs(List.of(Path.of(arguments[1])));
    scanner.setFilenameFilter((folder, name) -> name.endsWith(".war"));
    scanner.setReportExistingFilesOnStartup(false);
    scanner.setScanInterval(1);
    scanner.addListener(new JettyMain((ContextHandlerCollection) server.getHandler()));
    server.addBean(scanner);
    server.start();
  }

  @Override
  public void pathChanged(Path war) throws Exception {
    String contextPath = "/" + war.getFileName().toString().replace(".war", "");
    ContextHandler former =
        applications.getDescendants(ContextHandler.class).stream()
            .filter(it -> it.getContextPath().equals(contextPath))
            .findFirst()
            .orElseThrow();
    ContextHandler replacement = former.getClass().getConstructor().newInstance();
    replacement.setContextPath(contextPath);
    Attributes settings = new Attributes.Mapped();
    settings.setAttribute(Deployable.WAR, war.toString());
    replacement.initializeDefaults(settings);
    replacement.setServer(applications.getServer());
    replacement.start();
    Callback.Completable isReplaced = new Callback.Completable();
    applications.redeployHandler(former, replacement, isReplaced);
    isReplaced.get();
    applications.manage(replacement);
  }
}
