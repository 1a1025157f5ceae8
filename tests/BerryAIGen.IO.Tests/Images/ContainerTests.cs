using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.IO.Tests.Images;

/// <summary>Texts of files that other programs wrote.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData("unicode-big-end.jpg", "EXIF")]
    [InlineData("unicode-big-end-in-little.jpg", "EXIF")]
    [InlineData("unicode-little-end.jpg", "EXIF")]
    [InlineData("ascii.jpg", "EXIF")]
    [InlineData("no-encoding.jpg", "EXIF")]
    [InlineData("xmp.jpg", "XMP")]
    [InlineData("lossy.webp", "EXIF")]
    [InlineData("lossless.webp", "EXIF")]
    [InlineData("exif.avif", "EXIF")]
    [InlineData("xmp.avif", "XMP")]
    [InlineData("exif.png", "EXIF")]
    [InlineData("comment.gif", "GIF comment")]
    [InlineData("stealth-alpha.png", "alpha channel")]
    [InlineData("stealth-alpha-gzip.png", "alpha channel")]
    [InlineData("stealth-colours.png", "pixels")]
    [InlineData("stealth-colours-gzip.png", "pixels")]
    public void A_recipe_is_found_wherever_it_stands(string name, string place)
    {
        var reading = RecipeReader.Read(Picture.PathOf(name));

        var recipe = reading.Recipe.ShouldNotBeNull();
        (recipe.Generator, recipe.NegativePrompt, recipe.Seed, recipe.Steps, recipe.CfgScale, recipe.Sampler).ShouldBe(
            ("A1111", "dog", 42m, 5, 7.0, "Euler a")
        );
        recipe.Prompt.ShouldBe(name == "no-encoding.jpg" ? "a chat à Paris" : "a cat");
        recipe.Model.ShouldBe("tiny");
        reading.Content.Texts.ShouldContain(text => text.Place == place && text.Text.Contains("Seed: 42"));
        reading.Content.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("keys.mp4")]
    [InlineData("comment.mp4")]
    [InlineData("tags.webm")]
    [InlineData("tags.mkv")]
    [InlineData("comfyui-animated.webp")]
    public void A_graph_is_found_in_videos_and_animations(string name)
    {
        var recipe = RecipeReader.Read(Picture.PathOf(name)).Recipe.ShouldNotBeNull();

        (recipe.Generator, recipe.Prompt, recipe.Seed, recipe.Steps, recipe.Sampler, recipe.Width).ShouldBe(
            ("ComfyUI", "a cat", 42m, 5, "euler", 16)
        );
    }

    [Theory]
    [InlineData("plain.jpg", 16, 16)]
    [InlineData("plain.webp", 16, 16)]
    [InlineData("plain-lossless.webp", 16, 16)]
    [InlineData("alpha.webp", 16, 12)]
    [InlineData("lossy.webp", 16, 16)]
    [InlineData("comfyui-animated.webp", 16, 16)]
    [InlineData("comment.gif", 16, 16)]
    [InlineData("exif.avif", 64, 48)]
    [InlineData("keys.mp4", 32, 16)]
    [InlineData("tags.webm", 32, 16)]
    [InlineData("tags.mkv", 32, 16)]
    [InlineData("stealth-alpha.png", 48, 40)]
    public void The_size_is_that_of_the_picture(string name, int width, int height)
    {
        var content = ImageReader.Read(Picture.PathOf(name));

        (content.Width, content.Height).ShouldBe((width, height));
    }

    [Fact]
    public void Other_texts_are_shown_as_they_are()
    {
        var jpeg = ImageReader.Read(Picture.PathOf("unicode-little-end.jpg"));
        var commented = ImageReader.Read(Picture.PathOf("xmp.jpg"));

        jpeg.Texts.Select(text => (text.Keyword, text.Place))
            .ShouldBe([("ImageDescription", "EXIF"), ("Software", "EXIF"), ("UserComment", "EXIF")]);
        jpeg.Texts[0].Text.ShouldBe("A description");
        commented.Texts.ShouldContain(new ImageText("comment", "hello", "JPEG comment"));
    }

    [Fact]
    public void A_file_in_memory_reads_like_one_on_disk()
    {
        foreach (var path in Picture.All)
        {
            var onDisk = RecipeReader.Read(path);
            var inMemory = RecipeReader.Read(File.ReadAllBytes(path));

            inMemory.Content.Texts.ShouldBe(onDisk.Content.Texts, path);
            inMemory.Recipe?.Prompt.ShouldBe(onDisk.Recipe?.Prompt, path);
        }
    }
}
