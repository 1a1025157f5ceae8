using System.Text.Json;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts;

public sealed class ShippedLayoutTests
{
    private static readonly DefinitionSchema Schema = new("layout");

    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "definitions", "layouts"), "*.json")
                .Select(path => Path.GetFileName(path)),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_file_keeps_the_schema(string name) =>
        Schema
            .Check(DefinitionSchema.Read(Path.Combine(RepositoryRoot.Path, "definitions", "layouts", name)))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a" }""", "folders")]
    [InlineData(
        """{ "schemaVersion": 2, "id": "x", "name": "X", "fallback": "a", "folders": [{}] }""",
        "schemaVersion"
    )]
    [InlineData("""{ "schemaVersion": 1, "id": "X y", "name": "X", "fallback": "a", "folders": [{}] }""", "id")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [] }""", "folders")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folder": "b" }""", "folder")]
    public void A_broken_file_does_not_keep_it(string text, string part)
    {
        using var document = JsonDocument.Parse(text);

        Schema.Check(document.RootElement).ShouldContain(wrong => wrong.Contains(part));
    }

    [Theory]
    [InlineData("comfyui", "datasets", "datasets")]
    [InlineData("comfyui", "fonts", "fonts")]
    [InlineData("a1111", "scunet", "models/ScuNET")]
    [InlineData("a1111", "bsrgan", "models/BSRGAN")]
    [InlineData("a1111", "hat", "models/HAT")]
    [InlineData("forge", "scunet", "models/ScuNET")]
    [InlineData("fooocus", "prompt_expansion", "models/prompt_expansion/fooocus_expansion")]
    [InlineData("invokeai", "VAE", "autoimport/main")]
    [InlineData("invokeai", "Upscaler", "autoimport/main")]
    [InlineData("invokeai", "LORA", "autoimport/lora")]
    public void A_kind_has_the_application_s_own_folder(string layout, string kind, string path) =>
        LayoutCatalog.Load(null).Get(layout).FindFolder(kind)!.Path.ShouldBe(path);
}
