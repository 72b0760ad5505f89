package io.orderwire.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.orderwire.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule taking_in_knows_nothing_of_http_and_spring =
      classes()
          .that()
          .resideInAnyPackage(
              "io.orderwire.ingest", "io.orderwire.ingest.body", "io.orderwire.ingest.key")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.jspecify..",
              "io.orderwire.avro..",
              "io.orderwire.schemas",
              "io.orderwire.producer",
              "io.orderwire.producer.json",
              "io.orderwire.ingest",
              "io.orderwire.ingest.body",
              "io.orderwire.ingest.key");

  @ArchTest
  static final ArchRule kafka_is_the_publishers_and_the_composition_roots =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule nobody_imports_the_composition_root =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..ingest.app..");

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.ingest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule reads_no_clock_and_rolls_no_dice =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.app..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest static final ArchRule injects_by_constructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields()
          .that()
          .areStatic()
          .and()
          .areNotFinal()
          .should()
          .haveName("$VALUES")
          .allowEmptyShould(true);

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
