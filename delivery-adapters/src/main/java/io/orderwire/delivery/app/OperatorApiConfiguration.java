package io.orderwire.delivery.app;

import io.orderwire.delivery.admin.HistoryCommands;
import io.orderwire.delivery.admin.HistoryController;
import io.orderwire.delivery.admin.OperatorAuthentication;
import io.orderwire.delivery.admin.OperatorToken;
import io.orderwire.delivery.admin.PartnerAdminController;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.DescriptionController;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.partner.PartnerRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * The operator API, in the context of the management port. Listed in META-INF/spring, as Spring
 * Boot finds such configurations; component scanning must not find it, or it would be on the
 * partners' port.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class OperatorApiConfiguration {
  @Bean
  PartnerAdminController partnerAdminController(
      PartnerRegistry partners, History history, ProblemWriter problems) {
    return new PartnerAdminController(partners, history, problems);
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

  @Bean
  OperatorAuthentication operatorAuthentication(
      @Value("${orderwire.admin.token-file}") Path tokenFile, ProblemWriter problems) {
    return new OperatorAuthentication(new OperatorToken(tokenFile), problems);
  }
}
