using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Definitions;

/// <summary>A new file takes no name that another definition has, whatever the files are called.</summary>
public sealed class TakenNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Of_two_new_layouts_the_older_one_keeps_the_name(string older, string younger)
    {
        Age(Write("layouts", older, Layout("heron", "wader")));
        Write("layouts", younger, Layout("egret", "wader"));

        var layouts = LayoutCatalog.Load(_folder.Path);

        layouts.Get("wader").Id.ShouldBe("heron");
        layouts.Get("egret").Id.ShouldBe("egret");
        layouts.Warnings.ShouldHaveSingleItem().ShouldContain("wader");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Of_two_files_of_one_id_the_older_one_holds(string older, string younger)
    {
        Age(Write("layouts", older, Layout("heron", "first")));
        var left = Write("layouts", younger, Layout("heron", "second"));

        var layouts = LayoutCatalog.Load(_folder.Path);

        layouts.Get("first").Id.ShouldBe("heron");
        layouts.Warnings.ShouldHaveSingleItem().ShouldContain(left);
    }

    [Fact]
    public void A_layout_whose_id_is_another_ones_name_is_left_out()
    {
        var left = Write("layouts", "a", Layout("comfy", "mine"));

        var layouts = LayoutCatalog.Load(_folder.Path);

        layouts.Get("comfy").Id.ShouldBe("comfyui");
        layouts.Layouts.ShouldNotContain(layout => layout.Id == "comfy");
        var warning = layouts.Warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith($"The layout in {left} is left out: line 1: ");
        warning.ShouldContain("\"comfy\" is a name of the layout \"comfyui\" already; take another id.");
    }

    [Fact]
    public void A_provider_whose_id_is_another_ones_name_is_left_out()
    {
        var left = Write("providers", "a", Provider("gguf"));

        var providers = ProviderCatalog.Load(_folder.Path);

        providers.Get("gguf").Id.ShouldBe("llama-cpp");
        providers.Warnings.ShouldHaveSingleItem().ShouldContain(left);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void What_stands_in_the_place_of_a_shipped_provider_keeps_its_names(string shipped, string added)
    {
        Write("providers", shipped, Provider("llama-cpp", "gguf"));
        // By its id it comes first, and it is the older file as well.
        var left = Age(Write("providers", added, Provider("aaa", "gguf")));

        var providers = ProviderCatalog.Load(_folder.Path);

        providers.Get("gguf").Id.ShouldBe("llama-cpp");
        providers.Get("aaa").Aliases.ShouldBeEmpty();
        providers.Warnings.ShouldHaveSingleItem().ShouldContain(left);
    }

    private static string Layout(string id, string alias) =>
        $$"""
            { "schemaVersion": 1, "id": "{{id}}", "name": "{{id}}", "aliases": ["{{alias}}"], "fallback": "a",
              "folders": [{ "id": "a", "path": "a" }] }
            """;

    private static string Provider(string id, string? alias = null) =>
        $$"""
            { "schemaVersion": 1, "id": "{{id}}", "name": "{{id}}", "inferenceType": "local",
              "optimization": "gpu_preferred", "quantizationSupport": "good", "formats": ["gguf"],
              "aliases": [{{(alias is null ? "" : $"\"{alias}\"")}}] }
            """;

    private static string Age(string path)
    {
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1));
        return path;
    }

    private string Write(string kind, string name, string text)
    {
        var path = _folder.Combine("definitions", kind, $"{name}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
