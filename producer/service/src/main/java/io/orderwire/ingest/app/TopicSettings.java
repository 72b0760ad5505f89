package io.orderwire.ingest.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How missing topics are made.
 *
 * @param replicationFactor copies of each partition; -1 for the broker's default
 */
@ConfigurationProperties("orderwire.topics")
record TopicSettings(@DefaultValue("-1") short replicationFactor) {}
