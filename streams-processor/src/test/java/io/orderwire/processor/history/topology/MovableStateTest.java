package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MovableStateTest {
  private static final String APPLICATION = "orderwire-processor";
  private static final byte[] ACME = "acme".getBytes(US_ASCII);

  @Test
  void knows_every_changelog_of_the_topology() {
    List<String> ofPartners = MovableState.ofPartners(APPLICATION);
    assertThat(ofPartners)
        .containsExactly(
            "orderwire-processor-heads-changelog",
            "orderwire-processor-accepted-ids-changelog",
            "orderwire-processor-superseded-changelog");
    Matcher stores =
        Pattern.compile("stores: \\[([^]]*)]")
            .matcher(SequencerTopology.of(TopologyDocumentTest.Idle::new).describe().toString());
    assertThat(stores.find()).isTrue();
    // Those that belong to partners, and two that belong to inputs.
    assertThat(stores.group(1).split(", "))
        .containsExactlyInAnyOrder("heads", "accepted-ids", "superseded", "held", "inputs");
  }

  @Test
  void a_record_of_ids_belongs_to_its_partner() {
    String ids = MovableState.ofPartners(APPLICATION).get(1);
    assertThat(MovableState.partner(ids, IdKeys.block("acme", 77))).isEqualTo(ACME);
    assertThat(MovableState.partner(ids, IdKeys.index("acme", new UUID(1, 2)))).isEqualTo(ACME);
    assertThat(MovableState.partner(ids, IdKeys.head("acme"))).isEqualTo(ACME);
    assertThat(MovableState.partner(ids, new byte[0])).isNull();
    assertThat(MovableState.partner(ids, new byte[] {9, 1, 2})).isNull();
    assertThat(MovableState.partner(ids, new byte[] {1, 2})).isNull();
  }

  @Test
  void a_new_input_begins_with_nothing_by_the_same_rules() {
    UUID former = new UUID(1, 1);
    UUID other = new UUID(2, 2);
    byte[] state = new InputState(RulesVersion.CURRENT, former, 41).toBytes();

    InputState begun = InputState.fromBytes(MovableState.beginning(state, other));

    assertThat(begun).isEqualTo(new InputState(RulesVersion.CURRENT, other, -1));
    assertThat(MovableState.sequenced(state).next()).isEqualTo(42);
    assertThat(MovableState.sequenced(state).topicId()).isEqualTo(former);
  }
}
