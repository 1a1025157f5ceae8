using System.Text;
using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;
using BerryAIGen.IO.Recipes.A1111;
using BerryAIGen.IO.Tests.Images;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Recipes;

public sealed class WritingTests
{
    private static readonly Recipe Recipe = new()
    {
        Generator = "ComfyUI",
        Prompt = "a cat, 猫\nsecond line",
        NegativePrompt = "dog",
        Seed = 18446744073709551615,
        Steps = 20,
        CfgScale = 6.5,
        Sampler = "DPM++ 2M Karras",
        Width = 512,
        Height = 768,
        Model = "sd15/dream, shaper.safetensors",
        ModelHash = new string('a', 64),
        Resources =
        [
            new()
            {
                Type = ResourceTypes.Checkpoint,
                Name = "sd15/dream, shaper.safetensors",
                Hash = new string('a', 64),
                ModelVersionId = 128713,
            },
            new()
            {
                Type = ResourceTypes.Lora,
                Name = "a/add_detail.safetensors",
                Hash = "7c6bad76eb54",
                Weight = 0.8,
            },
            new()
            {
                Type = ResourceTypes.Embedding,
                Name = "easyneg.pt",
                Hash = "c74b4e810b",
            },
            new()
            {
                Type = ResourceTypes.Vae,
                Name = "vae.safetensors",
                Hash = "735e4c3a44",
            },
        ],
        Settings = new Dictionary<string, string> { ["Clip skip"] = "2", ["Note"] = "one: two, three" },
    };

    [Fact]
    public void Models_are_written_with_hashes_weights_and_versions()
    {
        var text = RecipeText.Write(Recipe);

        text.ShouldBe(
            """
            a cat, 猫
            second line <lora:add_detail:0.8>
            Negative prompt: dog
            Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 18446744073709551615, Size: 512x768, Model hash: aaaaaaaaaa, Model: "dream, shaper", VAE hash: 735e4c3a44, VAE: vae.safetensors, Lora hashes: "add_detail: 7c6bad76eb54", TI hashes: "easyneg: c74b4e810b", Clip skip: 2, Note: "one: two, three", Version: ComfyUI, Hashes: {"model":"aaaaaaaaaa","lora:add_detail":"7c6bad76eb54","embed:easyneg":"c74b4e810b","vae":"735e4c3a44"}, Civitai resources: [{"type":"checkpoint","modelVersionId":128713,"modelName":"dream, shaper"}]
            """
        );
    }

    [Theory]
    [InlineData("plain.jpg")]
    [InlineData("unicode-little-end.jpg")]
    [InlineData("unicode-big-end.jpg")]
    [InlineData("xmp.jpg")]
    [InlineData("plain.webp")]
    [InlineData("plain-lossless.webp")]
    [InlineData("alpha.webp")]
    [InlineData("lossy.webp")]
    [InlineData("comfyui-animated.webp")]
    [InlineData("stealth-alpha.png")]
    public void What_was_written_is_read_again(string name)
    {
        var before = ImageReader.Read(Picture.PathOf(name));

        var copy = Write(Picture.PathOf(name), RecipeText.Write(Recipe));

        var after = RecipeReader.Read(copy);
        var recipe = after.Recipe.ShouldNotBeNull();
        (recipe.Seed, recipe.Steps, recipe.CfgScale, recipe.Sampler).ShouldBe(
            (Recipe.Seed, 20, 6.5, "DPM++ 2M Karras")
        );
        recipe.Prompt.ShouldBe("a cat, 猫\nsecond line <lora:add_detail:0.8>");
        (recipe.Model, recipe.ModelHash, recipe.Resources[0].ModelVersionId).ShouldBe(
            ("dream, shaper", "aaaaaaaaaa", 128713L)
        );
        recipe.Models().ShouldContain(("lora", "add_detail", "7c6bad76eb54", 0.8));
        (recipe.Settings["Clip skip"], recipe.Settings["Note"]).ShouldBe(("2", "one: two, three"));
        // All else is as it was.
        (after.Content.Width, after.Content.Height).ShouldBe((before.Width, before.Height));
        after.Content.Problems.ShouldBeEmpty();
        after
            .Content.Texts.Where(text => text.Keyword is not ("UserComment" or "parameters"))
            .ShouldBe(before.Texts.Where(text => text.Keyword is not "UserComment"));
    }

    [Fact]
    public void A_copy_names_the_same_models_as_its_original()
    {
        const string Resources =
            """[{"type":"checkpoint","modelVersionId":290640,"modelName":"Pony","modelVersionName":"V6"},{"type":"lora","weight":0.8,"modelVersionId":382152,"modelName":"Expressive_H","modelVersionName":"Training"}]""";
        var before = Texts.Read(
            ("parameters", $"x\nSteps: 25, Sampler: Euler a, Seed: 1, Civitai resources: {Resources}")
        );

        var after = Texts.Read(("parameters", RecipeText.Write(before)));

        after
            .Resources.Select(resource => (resource.Type, resource.ModelVersionId, resource.Weight))
            .ShouldBe(before.Resources.Select(resource => (resource.Type, resource.ModelVersionId, resource.Weight)));
    }

    [Fact]
    public void A_last_chunk_without_its_even_byte_gets_it()
    {
        using var folder = new TemporaryFolder();
        // An unknown chunk of three bytes, cut off before the byte that makes it four.
        byte[] webp = [.. File.ReadAllBytes(Picture.PathOf("plain.webp")), .. "abcd"u8, 3, 0, 0, 0, 1, 2, 3];
        var path = Path.Combine(folder.Path, "odd.webp");
        File.WriteAllBytes(path, webp);

        var copy = RecipeReader.Read(Write(path, RecipeText.Write(Recipe)));

        copy.Content.Problems.ShouldBeEmpty();
        copy.Recipe.ShouldNotBeNull().Steps.ShouldBe(20);
    }

    [Fact]
    public void An_older_recipe_is_replaced_and_other_texts_stay()
    {
        using var folder = new TemporaryFolder();
        var path = new PngMaker()
            .Text("parameters", "old\nSteps: 1, Sampler: a, Seed: 1")
            .Text("workflow", "{}")
            .TextAfterPixels("parameters", "older")
            .Save(Path.Combine(folder.Path, "a.png"));

        var texts = ImageReader.Read(Write(path, "new")).Texts;

        texts.Select(text => (text.Keyword, text.Text)).ShouldBe([("parameters", "new"), ("workflow", "{}")]);
    }

    [Fact]
    public void Writing_twice_adds_nothing()
    {
        using var folder = new TemporaryFolder();
        var once = Write(Picture.PathOf("plain.webp"), "text");
        var path = Path.Combine(folder.Path, "once.webp");
        File.WriteAllBytes(path, once);

        ImageReader.Read(Write(path, "other")).Texts.Single().Text.ShouldBe("other");
    }

    [Theory]
    [InlineData("plain.jpg")]
    [InlineData("unicode-big-end.jpg")]
    [InlineData("unicode-little-end.jpg")]
    [InlineData("lossy.webp")]
    public void An_older_recipe_leaves_nothing_behind(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a");
        File.WriteAllBytes(path, Write(Picture.PathOf(name), "secret words, many times over"));
        var once = Write(path, "short");
        File.WriteAllBytes(path, once);

        var twice = Write(path, "short");

        twice.Length.ShouldBe(once.Length);
        Encoding.BigEndianUnicode.GetString(once).ShouldNotContain("secret");
        Encoding.BigEndianUnicode.GetString(once.AsSpan(1)).ShouldNotContain("secret");
        once.AsSpan().IndexOf(Encoding.BigEndianUnicode.GetBytes("Negative prompt")).ShouldBe(-1);
    }

    [Fact]
    public void Hashes_of_other_kinds_are_not_passed_off_as_usual_ones()
    {
        var text = RecipeText.Write(
            Recipe with
            {
                Resources =
                [
                    new()
                    {
                        Type = ResourceTypes.Checkpoint,
                        Name = "a",
                        Hash = new string('b', 64),
                        HashKind = ResourceHashKinds.Blake3,
                    },
                    new()
                    {
                        Type = ResourceTypes.Lora,
                        Name = "c",
                        Hash = new string('d', 64),
                        HashKind = ResourceHashKinds.TensorSha256,
                    },
                ],
            }
        );

        text.ShouldNotContain("bbbb");
        text.ShouldContain("Hashes: {\"lora:c\":\"dddddddddddd\"}");
    }

    [Fact]
    public void A_program_with_a_form_of_its_own_is_known_again()
    {
        var text = RecipeText.Write(Recipe with { Generator = "InvokeAI", GeneratorVersion = "5.6.0" });

        Texts.Read(("parameters", text)).Generator.ShouldBe("InvokeAI");
    }

    [Fact]
    public void The_checksum_of_the_chunk_is_right()
    {
        var copy = Write(Picture.PathOf("stealth-alpha.png"), "text");

        var chunk = copy.AsSpan(33);
        chunk[4..8].SequenceEqual("tEXt"u8).ShouldBeTrue();
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(chunk);
        System
            .Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(chunk[(8 + length)..])
            .ShouldBe(PngMaker.Checksum(chunk.Slice(4, 4 + length)));
    }

    [Fact]
    public void A_text_too_long_for_a_JPEG_is_refused()
    {
        var error = Should.Throw<InvalidDataException>(() =>
            Write(Picture.PathOf("plain.jpg"), new string('x', 40_000))
        );

        error.Message.ShouldContain("a JPEG holds 65533");
    }

    [Theory]
    [InlineData("stealth-alpha.png", 300, "cut off")]
    [InlineData("lossy.webp", 100, "cut off")]
    [InlineData("plain.jpg", 30, "cut off")]
    [InlineData("comment.gif", 100, "neither a PNG nor a JPEG nor a WebP")]
    public void A_picture_that_cannot_be_copied_whole_is_refused(string name, int length, string words)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cut");
        File.WriteAllBytes(path, File.ReadAllBytes(Picture.PathOf(name))[..length]);

        Should.Throw<InvalidDataException>(() => Write(path, "text")).Message.ShouldContain(words);
    }

    private static byte[] Write(string path, string text)
    {
        using var target = new MemoryStream();
        ImageWriter.Write(path, target, text);
        return target.ToArray();
    }
}
