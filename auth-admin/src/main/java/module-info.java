/** The management API and the console. */
@SuppressWarnings("opens") // the pages are compiled later
module dev.sallyport.admin {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires dev.sallyport.admin.api;
  requires transitive dev.sallyport.servlet;
  requires gg.jte.runtime;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.sallyport.admin;
  exports dev.sallyport.admin.config;

  opens dev.sallyport.admin.console.template to
      gg.jte.runtime;

  uses dev.sallyport.servlet.WhoamiPathProvider;

  provides dev.sallyport.config.SettingsProvider with
      dev.sallyport.admin.config.AdminSettingsProvider;
  provides dev.sallyport.servlet.validation.ServletMappingRule with
      dev.sallyport.admin.AdminMappingRule;
}
