package dev.sallyport.example.jakarta;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** WebSocket below the filter's path, so that its handshake needs a key. */
@ServerEndpoint("/api/echo")
public class EchoEndpoint {
  /** Answers with the owner of the key and the message. */
  @OnMessage
  public String echo(String message, Session session) {
    return session.getUserPrincipal().getName() + ": " + message;
  }
}
