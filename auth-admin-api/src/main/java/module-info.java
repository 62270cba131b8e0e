/** The JSON bodies of the management API. */
module dev.sallyport.admin.api {
  requires transitive com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.sallyport.core;
  requires static transitive org.jspecify;

  exports dev.sallyport.admin.api;
  exports dev.sallyport.admin.api.body;

  opens dev.sallyport.admin.api to
      com.fasterxml.jackson.databind;
  opens dev.sallyport.admin.api.body to
      com.fasterxml.jackson.databind;
}
