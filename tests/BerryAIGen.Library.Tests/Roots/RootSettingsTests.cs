using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Roots;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots;

/// <summary>The rows of <c>roots</c> in the settings.</summary>
public sealed class RootSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Roots_are_kept_in_the_settings_beside_what_others_wrote()
    {
        var file = _folder.Write(
            "config.json",
            """{ "future": 1, "roots": [{ "name": "a", "path": "/a", "mine": 2 }] }"""u8
        );
        var roots = new ModelRoots(new LibraryOptions { ConfigurationFolder = _folder.Path }, LayoutCatalog.Load(null));

        roots.Add(
            new ModelRoot
            {
                Name = "b",
                Path = _folder.Combine("b"),
                MinFreeBytes = 50_000_000_000,
                Types = ["loras"],
            }
        );
        roots.Change("A", root => root with { IsReadOnly = true });

        var read = RootSettings.Read(ConfigurationFile.Load(_folder.Path).FindRoots(), "it");
        read.Select(root => root.Name).ShouldBe(["a", "b"]);
        read[0].IsReadOnly.ShouldBeTrue();
        read[1].MinFreeBytes.ShouldBe(50_000_000_000);
        Directory.Exists(read[1].Path).ShouldBeTrue();
        File.ReadAllText(file).ShouldContain("mine");
        File.ReadAllText(file).ShouldContain("future");
        roots.Remove("b");
        Should.Throw<LibraryException>(() => roots.Remove("b")).Failure.Code.ShouldBe(FailureCode.NotFound);
        Should
            .Throw<LibraryException>(() => roots.Add(new ModelRoot { Name = "a", Path = "/x" }))
            .Failure.Code.ShouldBe(FailureCode.Conflict);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[5]""")]
    [InlineData("""[{ "name": "a" }]""")]
    [InlineData("""[{ "name": "../a", "path": "/a" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "priority": "high" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "read_only": "yes" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "min_free": "much" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "types": "loras" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "templates": { "loras": "../{name}" } }]""")]
    [InlineData("""[{ "name": "a", "path": "/a", "templates": { "loras": "{colour}" } }]""")]
    [InlineData("""[{ "name": "a", "path": "/a\u0000b" }]""")]
    [InlineData("""[{ "name": "a", "path": "/a" }, { "name": "A", "path": "/b" }]""")]
    public void A_row_that_makes_no_sense_is_one_sentence(string rows)
    {
        _folder.Write("config.json", System.Text.Encoding.UTF8.GetBytes($$"""{ "roots": {{rows}} }"""));

        Should
            .Throw<LibraryException>(() =>
                RootSettings.Read(ConfigurationFile.Load(_folder.Path).FindRoots(), "the settings")
            )
            .Message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    [InlineData("50GB", 50_000_000_000)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("2t", 2_000_000_000_000)]
    public void An_amount_is_read_as_people_write_it(string text, long bytes) =>
        ModelRoots.ParseBytes(text).ShouldBe(bytes);

    [Theory]
    [InlineData("nope", null)]
    [InlineData(null, "nope")]
    public void A_list_refuses_what_adding_refuses(string? type, string? layout)
    {
        var root = new ModelRoot
        {
            Name = "a",
            Path = _folder.Path,
            Layout = layout,
            Types = type is null ? [] : [type],
        };
        var options = new LibraryOptions { ConfigurationFolder = _folder.Path, Roots = [root] };
        using var library = new BerryLibrary(options);

        Should.Throw<LibraryException>(() => library.Roots.List()).Message.ShouldContain("nope");
        Should.Throw<LibraryException>(() => library.Roots.Add(root)).Message.ShouldContain("nope");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("999999999999999TB")]
    public void What_is_no_amount_is_told(string text) =>
        Should.Throw<LibraryException>(() => ModelRoots.ParseBytes(text)).Failure.Code.ShouldBe(FailureCode.Usage);

    [Fact]
    public void What_follows_a_download_is_written_and_read_again_and_can_be_taken_back()
    {
        var row = new JsonObject { ["name"] = "a", ["path"] = "a" };
        RootSettings.Write(Root("a") with { AfterDownload = AfterDownload.Parse("safetensors:BF16") }, row);
        row["after_download"]!["when"] = "pickle";

        var read = RootSettings.Read(new JsonArray(row.DeepClone()), "it").ShouldHaveSingleItem();
        RootSettings.Write(read with { AfterDownload = AfterDownload.Parse("off") }, row);

        read.AfterDownload.ShouldBe(new AfterDownload("bf16") { OnlyPickles = true });
        row.ContainsKey("after_download").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"convert": "gguf"}""")]
    [InlineData("""{"convert": "safetensors", "dtype": "fp5"}""")]
    [InlineData("""{"convert": "safetensors", "dtype": 5}""")]
    [InlineData("""{"convert": "safetensors", "when": "always"}""")]
    [InlineData("\"safetensors\"")]
    public void A_rule_for_what_follows_a_download_that_makes_no_sense_is_a_sentence(string rule) =>
        Should
            .Throw<LibraryException>(() =>
                RootSettings.Read(
                    JsonNode.Parse($$"""[{"name": "a", "path": "a", "after_download": {{rule}}}]"""),
                    "the settings"
                )
            )
            .Failure.Code.ShouldBe(FailureCode.Usage);

    public void Dispose() => _folder.Dispose();

    private static ModelRoot Root(string name) => new() { Name = name, Path = name };
}
