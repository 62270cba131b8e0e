package dev.sallyport.config;

/** A setting is unknown or has a bad value. The message is one sentence for the operator. */
public class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
