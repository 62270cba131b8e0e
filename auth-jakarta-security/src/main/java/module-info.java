/** An authentication mechanism of Jakarta Security. */
module dev.sallyport.jakarta {
  requires transitive dev.sallyport.servlet;
  requires transitive jakarta.security;
  requires jakarta.annotation;
  requires transitive jakarta.cdi;
  requires transitive jakarta.inject;
  requires static org.jspecify;

  exports dev.sallyport.jakarta;

  provides jakarta.enterprise.inject.spi.Extension with
      dev.sallyport.jakarta.ApiKeyExtension;
}
