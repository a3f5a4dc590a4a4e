package io.jenkins.plugins.falcoprobes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** Holds the wall between engine and Jenkins, and the direction of the stages. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "io.jenkins.plugins.falcoprobes", importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {
    private static final String BASE = "io.jenkins.plugins.falcoprobes.";

    @ArchTest
    static final ArchRule the_engine_imports_nothing_of_jenkins = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "jenkins..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", BASE + "jenkins..");

    @ArchTest
    static final ArchRule one_class_knows_the_sdk_of_aws = noClasses()
            .that()
            .haveNameNotMatching(".*\\.AwsBucket(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws..");

    @ArchTest
    static final ArchRule uploading_needs_the_jdk_alone = noClasses()
            .that()
            .haveSimpleName("ProbeUploader")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.failsafe..", BASE + "store.s3..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching(BASE + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("kernel")
            .definedBy(BASE + "kernel..")
            .layer("archive")
            .definedBy(BASE + "archive..")
            .layer("repository")
            .definedBy(BASE + "repository..")
            .layer("distro")
            .definedBy(BASE + "distro..")
            .layer("toolchain")
            .definedBy(BASE + "toolchain..")
            .layer("container")
            .definedBy(BASE + "container..")
            .layer("driver")
            .definedBy(BASE + "driver..")
            .layer("store")
            .definedBy(BASE + "store..")
            .layer("build")
            .definedBy(BASE + "build..")
            .layer("lookup")
            .definedBy(BASE + "lookup..")
            .layer("report")
            .definedBy(BASE + "report..")
            .layer("manifest")
            .definedBy(BASE + "manifest..")
            .layer("provenance")
            .definedBy(BASE + "provenance..")
            .layer("retention")
            .definedBy(BASE + "retention..")
            .layer("survey")
            .definedBy(BASE + "survey..")
            .layer("cli")
            .definedBy(BASE + "cli..")
            .layer("jenkins")
            .definedBy(BASE + "jenkins..")
            .whereLayer("jenkins")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("survey")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("retention")
            .mayOnlyBeAccessedByLayers("cli", "jenkins")
            .whereLayer("provenance")
            .mayOnlyBeAccessedByLayers("cli", "jenkins")
            .whereLayer("manifest")
            .mayOnlyBeAccessedByLayers("provenance", "retention", "cli", "jenkins")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("manifest", "provenance", "cli", "jenkins")
            .whereLayer("lookup")
            .mayOnlyBeAccessedByLayers("cli", "jenkins")
            .whereLayer("build")
            .mayOnlyBeAccessedByLayers(
                    "lookup", "report", "manifest", "provenance", "retention", "survey", "cli", "jenkins")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "lookup", "build", "report", "manifest", "provenance", "retention", "survey", "cli", "jenkins")
            .whereLayer("distro")
            .mayOnlyBeAccessedByLayers("build", "cli", "jenkins")
            .whereLayer("driver")
            .mayOnlyBeAccessedByLayers(
                    "lookup", "build", "report", "manifest", "provenance", "retention", "survey", "cli", "jenkins")
            .whereLayer("container")
            .mayOnlyBeAccessedByLayers("driver", "build", "cli", "jenkins")
            .whereLayer("toolchain")
            .mayOnlyBeAccessedByLayers("container", "build", "report", "provenance", "cli", "jenkins")
            .whereLayer("repository")
            .mayOnlyBeAccessedByLayers("distro", "driver", "lookup", "build", "cli", "jenkins")
            .whereLayer("archive")
            .mayOnlyBeAccessedByLayers("repository", "distro", "driver", "build", "cli", "jenkins");
}
