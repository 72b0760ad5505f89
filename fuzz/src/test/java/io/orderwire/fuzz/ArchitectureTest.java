package io.orderwire.fuzz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.orderwire.fuzz",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule making_needs_descriptions_alone =
      noClasses()
          .that()
          .resideInAnyPackage("..fuzz.api..", "..fuzz.make..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.jspecify..", "tools.jackson..", "..fuzz.api..", "..fuzz.make..");

  @ArchTest
  static final ArchRule clocks_and_chance_are_given =
      noClasses()
          .that()
          .resideOutsideOfPackage("..fuzz.run..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(java.util.Random.class);

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.fuzz.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();
}
