using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>References run one way: <c>Civitai, IO ← Library ← Generation ← Cli</c> and <c>Generation ← Database ← Toolkit</c>; the Sandbox shares no type with what it tests.</summary>
public sealed class ProjectReferencesTests
{
    [Theory]
    [InlineData("BerryAIGen.Civitai", "BerryAIGen.Civitai.dll")]
    [InlineData("BerryAIGen.IO", "BerryAIGen.IO.dll")]
    [InlineData("BerryAIGen.Library", "BerryAIGen.Library.dll", "BerryAIGen.Civitai", "BerryAIGen.IO")]
    [InlineData(
        "BerryAIGen.Database",
        "BerryAIGen.Database.dll",
        "BerryAIGen.Civitai",
        "BerryAIGen.IO",
        "BerryAIGen.Library",
        "BerryAIGen.Generation"
    )]
    [InlineData(
        "BerryAIGen.Toolkit",
        "BerryAIGen.Toolkit.dll",
        "BerryAIGen.Civitai",
        "BerryAIGen.IO",
        "BerryAIGen.Library",
        "BerryAIGen.Database",
        "BerryAIGen.Generation"
    )]
    [InlineData(
        "BerryAIGen.Generation",
        "BerryAIGen.Generation.dll",
        "BerryAIGen.Civitai",
        "BerryAIGen.IO",
        "BerryAIGen.Library"
    )]
    [InlineData(
        "BerryAIGen.Cli",
        "berry.dll",
        "BerryAIGen.Civitai",
        "BerryAIGen.IO",
        "BerryAIGen.Library",
        "BerryAIGen.Generation"
    )]
    [InlineData("BerryAIGen.Sandbox", "BerryAIGen.Sandbox.dll")]
    public void A_project_references_only_what_lies_below_it(
        string project,
        string assembly,
        params string[] allowed
    ) => OurReferencesOf(project, assembly).Except(allowed).ShouldBeEmpty();

    private static List<string> OurReferencesOf(string project, string assembly)
    {
        var path = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", project, "release", assembly);
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata
                .AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(name => name.StartsWith("BerryAIGen", StringComparison.Ordinal)),
        ];
    }
}
