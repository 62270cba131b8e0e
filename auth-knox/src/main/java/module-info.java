/** Compatibility with django-rest-knox and Smarter: token format, import, and servlets. */
module dev.sallyport.knox {
  requires transitive dev.sallyport.core;
  requires transitive dev.sallyport.servlet; // optional on the class path only: see provides
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.sallyport.knox;

  provides dev.sallyport.config.SettingsProvider with
      dev.sallyport.knox.internal.KnoxSettingsProvider;
  provides dev.sallyport.key.AccountIdFormat with
      dev.sallyport.knox.SmarterAccountIdFormat;
  provides dev.sallyport.servlet.WhoamiPathProvider with
      dev.sallyport.knox.WhoamiPath;
  provides dev.sallyport.servlet.problem.ProblemMembers with
      dev.sallyport.knox.SmarterProblemMembers;
  provides dev.sallyport.servlet.validation.ServletMappingRule with
      dev.sallyport.knox.internal.LoginMappingRule,
      dev.sallyport.knox.internal.LogoutAllMappingRule,
      dev.sallyport.knox.internal.LogoutMappingRule;
  provides dev.sallyport.spi.TokenFormatProvider with
      dev.sallyport.knox.internal.KnoxFormatProvider;
}
