package io.orderwire.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.orderwire.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_method_knows_nothing_of_what_is_measured =
      noClasses()
          .that()
          .resideInAPackage("..bench.suite..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "org.jspecify..", "..bench.suite..");

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.bench.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();
}
