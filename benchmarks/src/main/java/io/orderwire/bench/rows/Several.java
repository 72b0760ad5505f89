package io.orderwire.bench.rows;

import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;

/** What rows with several instances share. */
final class Several {
  private static final int PROCESSORS = 2;

  private Several() {}

  /** Two processors and so many adapters, all of them started. */
  static LocalSystem system(Stage stage, int adapters) {
    return stage.system(
        "several-" + adapters,
        new LocalSystem.Instances(1, PROCESSORS, adapters),
        LocalSystem.Settings.USUAL);
  }

  /** Ids of partners, so many in each partition. */
  static List<String> partners(String name, int ofEach) {
    List<String> partners = new ArrayList<>();
    int[] counts = new int[TopicCatalogue.PARTITIONS];
    for (int n = 0; partners.size() < ofEach * TopicCatalogue.PARTITIONS; n++) {
      String partner = name + "-" + n;
      int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
      if (counts[partition] < ofEach) {
        counts[partition]++;
        partners.add(partner);
      }
    }
    return partners;
  }
}
