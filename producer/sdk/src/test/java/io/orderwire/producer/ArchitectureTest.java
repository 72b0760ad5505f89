package io.orderwire.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.orderwire.producer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule needs_no_framework =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.jspecify..",
              "org.apache.kafka..",
              "com.fasterxml.jackson.core..",
              "io.orderwire.avro..",
              "io.orderwire.schemas..",
              "io.orderwire.producer..");

  @ArchTest
  static final ArchRule json_knows_nothing_of_kafka =
      noClasses()
          .that()
          .resideInAPackage("..producer.json..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.orderwire.producer");

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.(producer..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule reads_no_clock_and_rolls_no_dice =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();

  @ArchTest
  static final ArchRule names_are_of_the_field =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .resideInAnyPackage(
              "..util..", "..common..", "..impl..", "..service..", "..dto..", "..config..");
}
