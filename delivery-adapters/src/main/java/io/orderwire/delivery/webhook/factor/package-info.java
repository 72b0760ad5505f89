/**
 * The second factor that guards where a partner's webhooks go: one-time passwords by time (TOTP,
 * RFC 6238), and what becomes of a factor with each code that is shown. Nothing here blocks, but
 * for {@link io.orderwire.delivery.webhook.factor.SecondFactors}, the port where they are kept.
 */
@NullMarked
package io.orderwire.delivery.webhook.factor;

import org.jspecify.annotations.NullMarked;
