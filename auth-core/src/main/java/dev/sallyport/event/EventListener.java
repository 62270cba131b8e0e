package dev.sallyport.event;

/**
 * Is told what happens at the gate.
 *
 * <p>Called in the thread of the request or of the change, after it was decided or stored: be
 * quick, and hand longer work to a thread of your own. What it throws is logged and harms nobody.
 * Thread-safe. No replacement for the audit log: what happens elsewhere, or while this JVM dies, it
 * does not hear.
 */
@FunctionalInterface
public interface EventListener {
  void on(Event event);
}
