package dev.sallyport.example.jakarta;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS resources, below {@code /rest/}. */
@ApplicationPath("rest")
public class RestApplication extends Application {}
