package io.orderwire.delivery.webhook.management;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What partners may do with endpoints.
 *
 * @param secondFactor whether a partner must have a second factor to change where webhooks go; one
 *     that has one must always show it
 */
@ConfigurationProperties("orderwire.webhooks")
record ManagementSettings(@DefaultValue("optional") SecondFactorRule secondFactor) {

  /** Who needs one. */
  enum SecondFactorRule {
    /** Partners that have enrolled one. */
    OPTIONAL,
    /** All partners. */
    REQUIRED
  }
}
