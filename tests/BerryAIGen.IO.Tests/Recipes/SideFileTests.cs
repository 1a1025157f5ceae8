using BerryAIGen.IO.Recipes;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Texts beside a picture.</summary>
public sealed class SideFileTests
{
    [Fact]
    public void A_text_beside_a_picture_that_is_too_large_is_told()
    {
        using var folder = new TemporaryFolder();
        var path = new PngMaker().Save(folder.Combine("a.png"));
        using (var text = File.Create(folder.Combine("a.txt")))
            text.SetLength(40 << 20);

        var reading = RecipeReader.Read(path);

        reading.Recipe.ShouldBeNull();
        reading.Content.Problems.ShouldHaveSingleItem().ShouldContain("a.txt beside it has 41943040 bytes");
    }

    [Fact]
    public void What_is_told_of_a_picture_stands_with_its_recipe_from_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("a.png");
        File.WriteAllBytes(path, new PngMaker(64, 64).Build()[..^30]);
        File.WriteAllText(folder.Combine("a.txt"), "a cat\nSteps: 20, Sampler: Euler, Seed: 1");

        var reading = RecipeReader.Read(path);

        reading.Recipe.ShouldNotBeNull().Prompt.ShouldBe("a cat");
        reading.Content.Problems.ShouldNotBeEmpty();
    }
}
