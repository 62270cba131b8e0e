package dev.sallyport.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** Adds {@link SocketEndpoint} to an application. */
public final class SocketListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    String attribute = ServerContainer.class.getName();
    ServerContainer container = (ServerContainer) event.getServletContext().getAttribute(attribute);
    try {
      container.addEndpoint(SocketEndpoint.class);
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }
}
