package io.orderwire.cli.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void splits_at_lf_and_cuts_a_cr() throws IOException {
    assertThat(lines("a\r\nb\n\nc".getBytes(UTF_8), 100)).containsExactly("a", "b", "", "c");
  }

  @Test
  void has_no_line_behind_the_last_lf() throws IOException {
    assertThat(lines("a\n".getBytes(UTF_8), 100)).containsExactly("a");
    assertThat(lines(new byte[0], 100)).isEmpty();
  }

  @Test
  void unpacks_gzip_by_its_first_bytes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("käse\nbrot\n".getBytes(UTF_8));
    }
    assertThat(lines(packed.toByteArray(), 100)).containsExactly("käse", "brot");
  }

  @Test
  void keeps_only_the_beginning_of_a_line_over_the_limit_and_says_so() throws IOException {
    Lines lines = Lines.of(new ByteArrayInputStream("0123456789\nab\n".getBytes(UTF_8)), 4);
    Lines.Line first = lines.next();
    assertThat(first).isNotNull();
    assertThat(first.bytes()).isEqualTo("0123".getBytes(UTF_8));
    assertThat(first.cut()).isTrue();
    Lines.Line second = lines.next();
    assertThat(second).isNotNull();
    assertThat(second.bytes()).isEqualTo("ab".getBytes(UTF_8));
    assertThat(second.cut()).isFalse();
  }

  @Test
  void a_line_of_exactly_the_limit_is_whole() throws IOException {
    Lines.Line line = Lines.of(new ByteArrayInputStream("0123\n".getBytes(UTF_8)), 4).next();
    assertThat(line).isNotNull();
    assertThat(line.cut()).isFalse();
  }

  @Property
  void joining_the_lines_gives_the_text(@ForAll List<@CharRange(from = 'a', to = 'z') String> text)
      throws IOException {
    String joined = String.join("\n", text) + (text.isEmpty() ? "" : "\n");
    assertThat(lines(joined.getBytes(UTF_8), 1000)).isEqualTo(text);
  }

  private static List<String> lines(byte[] input, int limit) throws IOException {
    Lines lines = Lines.of(new ByteArrayInputStream(input), limit);
    List<String> all = new ArrayList<>();
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      all.add(new String(line.bytes(), UTF_8));
    }
    return all;
  }
}
