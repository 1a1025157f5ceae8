using System.Xml.Linq;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>The definitions are looked at by every build of the program, not by its tests alone.</summary>
public sealed class DefinitionsBuildTests
{
    [Fact]
    public void A_build_checks_the_definitions_and_fails_with_what_is_wrong_with_them()
    {
        var project = XDocument.Load(
            Path.Combine(RepositoryRoot.Path, "src", "BerryAIGen.Cli", "BerryAIGen.Cli.csproj")
        );

        var target = project.Descendants("Target").Single(one => one.Attribute("Name")?.Value == "CheckDefinitions");

        target.Attribute("AfterTargets")!.Value.ShouldBe("Build");
        target.Element("Exec")!.Attribute("Command")!.Value.ShouldEndWith("definitions check");
        target.Elements("Error").Count().ShouldBe(2);
        // It ran with the build of this program.
        Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Path, "artifacts", "obj", "BerryAIGen.Cli"),
                "definitions.checked",
                SearchOption.AllDirectories
            )
            .ShouldNotBeEmpty();
    }
}
