package dev.sallyport.servlet;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** Tells what it sees of the request that opened it. */
@ServerEndpoint(
    value = SocketEndpoint.PATH,
    configurator = SocketEndpoint.RememberingConfigurator.class)
public final class SocketEndpoint {
  static final String PATH = "/api/socket";
  private static final String HEADERS = "headers";

  @OnMessage
  public String tell(Session session, String question) {
    return session.getUserPrincipal() + "\n" + session.getUserProperties().get(HEADERS);
  }

  /** Keeps the headers of the handshake for the endpoint. */
  public static final class RememberingConfigurator extends ServerEndpointConfig.Configurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      config.getUserProperties().put(HEADERS, request.getHeaders().toString());
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new SocketEndpoint());
    }
  }
}
