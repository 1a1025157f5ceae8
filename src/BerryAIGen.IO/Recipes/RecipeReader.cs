using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Images;
using BerryAIGen.IO.Images.Stealth;
using BerryAIGen.IO.Recipes.A1111;
using BerryAIGen.IO.Recipes.ComfyUi;
using BerryAIGen.IO.Recipes.DrawThings;
using BerryAIGen.IO.Recipes.EasyDiffusion;
using BerryAIGen.IO.Recipes.Fooocus;
using BerryAIGen.IO.Recipes.InvokeAi;
using BerryAIGen.IO.Recipes.NovelAi;
using BerryAIGen.IO.Recipes.SwarmUi;

namespace BerryAIGen.IO.Recipes;

/// <summary>Reads how a picture or video was made, by what stands in it and not by its name.</summary>
public static class RecipeReader
{
    // Those that cannot be mistaken for another come first; A1111's plain text, which many imitate, comes last.
    private static readonly IRecipeFormat[] Formats =
    [
        new SwarmUiFormat(),
        new InvokeAiFormat(),
        new InvokeAiOldFormat(),
        new NovelAiFormat(),
        new FooocusFormat(),
        new RuinedFooocusFormat(),
        new DrawThingsFormat(),
        new EasyDiffusionFormat(),
        new A1111Format(),
        new ComfyUiFormat(),
    ];

    /// <summary>
    /// Reads a file. Where its own texts are no recipe, what is hidden in the pixels of a PNG is looked for, then a text or JSON
    /// file of the same name.
    /// </summary>
    /// <param name="path">The picture or video, or a text or JSON file that is a recipe; it is only read.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RecipeReading Read(string path)
    {
        var content = ImageReader.Read(path);
        if (!content.IsKnown)
        {
            var alone = SideFiles.ReadAlone(path);
            return new RecipeReading(content with { Texts = alone }, Find(alone));
        }

        if (Find(content.Texts) is { } recipe)
        {
            return new RecipeReading(content, recipe);
        }

        foreach (var more in Elsewhere(path, content))
        {
            var texts = content with { Texts = [.. content.Texts, .. more] };
            if (Find(more) is { } found)
            {
                return new RecipeReading(texts, found);
            }

            content = texts;
        }

        return new RecipeReading(content, null);
    }

    /// <summary>Reads a picture or video that is in memory, and nothing beside it.</summary>
    /// <param name="file">The whole file.</param>
    public static RecipeReading Read(ReadOnlyMemory<byte> file)
    {
        var content = ImageReader.Read(file);
        var recipe = Find(content.Texts);
        if (recipe is not null || content.Container != Container.Png)
        {
            return new RecipeReading(content, recipe);
        }

        using var bytes = new ImageBytes(file);
        var hidden = StealthReader.Read(bytes);
        return new RecipeReading(content with { Texts = [.. content.Texts, .. hidden] }, Find(hidden));
    }

    /// <summary>The recipe that these texts are; null when they are none.</summary>
    /// <param name="texts">The texts of one picture.</param>
    public static Recipe? Find(IReadOnlyList<ImageText> texts)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        var asked = new RecipeTexts(texts);
        return Formats.Select(format => format.Read(asked)).FirstOrDefault(recipe => recipe is not null);
    }

    private static IEnumerable<IReadOnlyList<ImageText>> Elsewhere(string path, ImageContent content)
    {
        if (content.Container == Container.Png)
        {
            using var file = new ImageBytes(path);
            yield return StealthReader.Read(file);
        }

        yield return SideFiles.Read(path);
    }
}
