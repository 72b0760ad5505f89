package io.orderwire.delivery.app;

import io.orderwire.delivery.admin.HistoryCommands;
import io.orderwire.delivery.admin.HistoryController;
import io.orderwire.delivery.admin.OperatorAuthentication;
import io.orderwire.delivery.admin.OperatorTokens;
import io.orderwire.delivery.admin.PartnerAdminController;
import io.orderwire.delivery.admin.PartnerRemoval;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.DescriptionController;
import io.orderwire.delivery.http.JettyProblems;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.partner.PartnerRegistry;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The operator API, in the context of the management port. Listed in META-INF/spring, as Spring
 * Boot finds such configurations; component scanning must not find it, or it would be on the
 * partners' port.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class OperatorApiConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorApiConfiguration.class);

  @Bean
  PartnerAdminController partnerAdminController(
      PartnerRegistry partners, PartnerRemoval removal, History history, ProblemWriter problems) {
    return new PartnerAdminController(partners, removal, history, problems);
  }

  @Bean
  HistoryController historyController(HistoryCommands commands, ProblemWriter problems) {
    return new HistoryController(commands, problems);
  }

  @Bean
  DescriptionController descriptionController() {
    return new DescriptionController("operator.yaml");
  }

  @Bean
  FilterRegistrationBean<RequestId> operatorRequestId() {
    return HttpConfiguration.requestIds();
  }

  /** What Jetty refuses by itself, as on the partners' port. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> operatorJettyProblems() {
    return factory ->
        factory.addServerCustomizers(
            server -> server.setErrorHandler(new JettyProblems()), HttpConfiguration::keepNoPaths);
  }

  /** TRACE is a method like others, which nothing here has; by itself a servlet echoes it. */
  @Bean
  static BeanPostProcessor traceIsNotEchoed() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof DispatcherServlet servlet) {
          servlet.setDispatchTraceRequest(true);
        }
        return bean;
      }
    };
  }

  @Bean
  OperatorAuthentication operatorAuthentication(
      @Value("${orderwire.admin.token-file}") Path tokenFile, ProblemWriter problems) {
    OperatorTokens tokens = new OperatorTokens(tokenFile);
    if (!tokens.isUsable()) {
      LOG.warn("Some operators, or all, are not let in before {} is mended", tokenFile);
    }
    return new OperatorAuthentication(tokens, problems);
  }
}
