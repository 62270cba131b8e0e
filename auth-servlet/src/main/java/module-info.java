/** The filter that authenticates requests by API key, and what servlets beside it need. */
module dev.sallyport.servlet {
  requires com.fasterxml.jackson.core;
  requires transitive dev.sallyport.core;
  requires transitive jakarta.servlet;
  requires java.xml;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.sallyport.servlet;
  exports dev.sallyport.servlet.client;
  exports dev.sallyport.servlet.config;
  exports dev.sallyport.servlet.credential;
  exports dev.sallyport.servlet.problem;
  exports dev.sallyport.servlet.startup;
  exports dev.sallyport.servlet.validation;

  uses dev.sallyport.config.SettingsProvider;
  uses dev.sallyport.servlet.problem.ProblemMembers;
  uses dev.sallyport.servlet.validation.ServletMappingRule;

  provides dev.sallyport.config.SettingsProvider with
      dev.sallyport.servlet.config.HttpSettingsProvider;
  provides jakarta.servlet.ServletContainerInitializer with
      dev.sallyport.servlet.internal.validation.FilterOrderGuard;
  provides dev.sallyport.servlet.validation.ServletMappingRule with
      dev.sallyport.servlet.RevokeMappingRule;
}
