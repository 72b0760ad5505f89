package io.orderwire.fuzz.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.fuzz.Knowns;
import io.orderwire.fuzz.api.Api;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PatternTextTest {

  @Test
  void makes_texts_that_match_each_pattern_of_the_descriptions() {
    Set<String> patterns = new TreeSet<>();
    Knowns.apis().stream().map(Api::document).forEach(document -> collect(document, patterns));
    assertThat(patterns).hasSizeGreaterThan(10);
    SplittableRandom random = new SplittableRandom(1);
    for (String pattern : patterns) {
      for (int n = 0; n < 100; n++) {
        String text = PatternText.of(pattern, random);
        assertThat(text).as(pattern).containsPattern(pattern);
      }
    }
  }

  private static void collect(JsonNode node, Set<String> patterns) {
    String pattern = node.path("pattern").asString("");
    if (pattern.startsWith("^")) {
      patterns.add(pattern);
    }
    node.forEach(child -> collect(child, patterns));
  }
}
