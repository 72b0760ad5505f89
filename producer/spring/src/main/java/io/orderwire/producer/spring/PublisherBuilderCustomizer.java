package io.orderwire.producer.spring;

import io.orderwire.producer.PublisherBuilder;

/** A bean of this type has the last word on the publisher's settings; several apply in order. */
@FunctionalInterface
public interface PublisherBuilderCustomizer {

  /** Called once, before the publisher is made. */
  void customize(PublisherBuilder builder);
}
