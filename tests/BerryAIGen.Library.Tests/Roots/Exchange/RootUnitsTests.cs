using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

public sealed class RootUnitsTests
{
    [Fact]
    public void A_model_has_what_is_called_like_it_and_nothing_else()
    {
        var units = Of(
            "loras/ink.safetensors",
            "loras/ink.safetensors.civitai.json",
            "loras/ink.png",
            "loras/ink.v2.safetensors",
            "loras/ink.v2.txt",
            "loras/readme.txt",
            "notes.md"
        );

        units.Select(unit => unit.Path).ShouldBe(["loras/ink.safetensors", "loras/ink.v2.safetensors"]);
        Names(units[0]).ShouldBe(["ink.safetensors.civitai.json", "ink.png"], ignoreOrder: true);
        Names(units[1]).ShouldBe(["ink.v2.txt"]);
    }

    [Fact]
    public void Two_formats_of_one_model_share_its_picture()
    {
        var units = Of("vae/a.ckpt", "vae/a.safetensors", "vae/a.png", "vae/a.ckpt.civitai.json");

        Names(units[0]).ShouldBe(["a.ckpt.civitai.json", "a.png"], ignoreOrder: true);
        Names(units[1]).ShouldBe(["a.png"]);
    }

    [Fact]
    public void A_folder_that_is_one_model_stays_together_and_its_index_comes_last()
    {
        var units = Of(
            "diffusers/flux/model_index.json",
            "diffusers/flux/vae/config.json",
            "diffusers/flux/vae/model.safetensors",
            "diffusers/flux.png",
            "loras/ink.safetensors"
        );

        units.Select(unit => unit.Path).ShouldBe(["diffusers/flux", "loras/ink.safetensors"]);
        units[0].IsFolder.ShouldBeTrue();
        units[0].Files[^1].Path.ShouldBe("diffusers/flux/model_index.json");
        units[0].Files.Count.ShouldBe(3);
        Names(units[0]).ShouldBe(["flux.png"]);
    }

    [Fact]
    public void What_is_hidden_or_still_comes_is_no_model()
    {
        var units = Of(
            ".berry/trash/x/files/old.safetensors",
            ".cache/a.safetensors",
            "loras/b.safetensors.0123abcd.part",
            "downloads/c.safetensors.0123abcd.part"
        );

        units.ShouldBeEmpty();
    }

    private static IReadOnlyList<RootUnit> Of(params string[] paths) =>
        RootUnits.Of(paths.Select(path => new RootFile(path, 1)));

    private static IEnumerable<string> Names(RootUnit unit) => unit.Companions.Select(file => file.Name);
}
