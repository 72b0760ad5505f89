package io.orderwire.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Topics#ensure} found.
 *
 * @param created names of the topics that were missing and were created
 * @param deviations settings of existing topics that differ from the catalogue; they were not
 *     changed
 */
public record TopicReport(List<String> created, List<Deviation> deviations) {
  public TopicReport {
    created = List.copyOf(created);
    deviations = List.copyOf(deviations);
  }

  /**
   * A setting that differs.
   *
   * @param topic the topic's name
   * @param setting the setting, in Kafka's name, or {@code replication.factor}
   * @param expected what the catalogue says
   * @param actual what the topic has, or null if the broker names no value
   */
  public record Deviation(String topic, String setting, String expected, @Nullable String actual) {}
}
