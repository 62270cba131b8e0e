package dev.sallyport.spring.test;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds the beans for tests to the application context of a test, slices included. An application
 * that is started in another way has none of them, even with this jar on its class path.
 */
record TestSupportCustomizer() implements ContextCustomizer {
  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration unused) {
    if (context instanceof BeanDefinitionRegistry registry) {
      new AnnotatedBeanDefinitionReader(registry, context.getEnvironment())
          .register(TestSupportConfiguration.class, TestSupportConfiguration.Web.class);
    }
  }

  /** Factory that the test framework finds. */
  static final class Factory implements ContextCustomizerFactory {
    @Override
    public ContextCustomizer createContextCustomizer(
        Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
      return new TestSupportCustomizer();
    }
  }
}
