using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>The shipped lists of nodes hold together, and a person's own go over them.</summary>
public sealed class ShippedNodesTests
{
    // Folders that only a pack knows.
    private static readonly string[] OfPacks = ["mmaudio"];

    private static IEnumerable<System.Text.Json.JsonElement> Packs =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "definitions", "nodes"), "*.json")
            .Select(DefinitionSchema.Read);

    [Fact]
    public void No_node_type_is_described_twice() =>
        Packs
            .Where(pack => pack.TryGetProperty("nodes", out _))
            .SelectMany(pack => pack.GetProperty("nodes").EnumerateArray())
            .SelectMany(rule => rule.GetProperty("types").EnumerateArray())
            .GroupBy(type => type.GetString())
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();

    [Fact]
    public void Every_folder_is_one_of_ComfyUI_or_of_a_pack()
    {
        var layout = LayoutCatalog.Load(null).Get("comfyui");
        var folders = Packs
            .SelectMany(pack => Texts(pack, "folder").Concat(Texts(pack, "anyFile")))
            .Distinct()
            .Except(OfPacks);

        folders.Where(folder => !layout.FoldersById.ContainsKey(folder)).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_of_ones_own_describes_a_node_anew()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "definitions/nodes/mine.json",
            """{ "schemaVersion": 1, "id": "mine", "name": "Mine", "nodes": [{ "types": ["VAELoader", "MyLoader"], "anyFile": "style_models" }] }"""u8
        );

        var packs = NodePacks.Load(folder.Path);

        packs.Find("VAELoader")!.AnyFile.ShouldBe("style_models");
        packs.Find("MyLoader").ShouldNotBeNull();
        packs.Find("UNETLoader").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(
        """{ "schemaVersion": 1, "id": "m", "name": "M", "nodes": [{ "types": ["A", "A"] }] }""",
        "\"A\" is there twice"
    )]
    [InlineData("""{ "schemaVersion": 1, "id": "m", "name": "M", "guesses": [{ "folder": "vae" }] }""", "neither")]
    [InlineData(
        """{ "schemaVersion": 1, "id": "m", "name": "M", "nodes": [{ "types": ["A"], "fields": [{ "input": "a", "widget": -1 }] }] }""",
        "below 0"
    )]
    [InlineData("""{ "schemaVersion": 1, "id": "m", "name": "M", "nodes": 4 }""", "nodes")]
    public void A_wrong_file_of_ones_own_is_left_out_and_named(string text, string why)
    {
        using var folder = new TemporaryFolder();
        folder.Write("definitions/nodes/mine.json", System.Text.Encoding.UTF8.GetBytes(text));

        var packs = NodePacks.Load(folder.Path);

        packs.Warnings.ShouldHaveSingleItem().ShouldContain(why);
        packs.Find("VAELoader").ShouldNotBeNull();
    }

    private static IEnumerable<string> Texts(System.Text.Json.JsonElement value, string name) =>
        value.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member => member.Name == name ? [member.Value.GetString()!] : Texts(member.Value, name)),
            System.Text.Json.JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Texts(item, name)),
            _ => [],
        };
}
