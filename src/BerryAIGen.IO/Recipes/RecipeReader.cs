using System.Text.Json;
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
        var problems = new List<string>(content.Problems);
        if (!content.IsKnown)
        {
            var alone = SideFiles.ReadAlone(path, problems);
            return Reading(content with { Texts = alone }, Find(alone, problems), problems);
        }

        if (Find(content.Texts, problems) is { } recipe)
        {
            return Reading(content, recipe, problems);
        }

        foreach (var more in Elsewhere(path, content, problems))
        {
            content = content with { Texts = [.. content.Texts, .. more] };
            if (Find(more, problems) is { } found)
            {
                return Reading(content, found, problems);
            }
        }

        return Reading(content, null, problems);
    }

    /// <summary>Reads a picture or video that is in memory, and nothing beside it.</summary>
    /// <param name="file">The whole file.</param>
    public static RecipeReading Read(ReadOnlyMemory<byte> file)
    {
        var content = ImageReader.Read(file);
        var problems = new List<string>(content.Problems);
        var recipe = Find(content.Texts, problems);
        if (recipe is not null || content.Container != Container.Png)
        {
            return Reading(content, recipe, problems);
        }

        using var bytes = new ImageBytes(file);
        var hidden = StealthReader.Read(bytes);
        return Reading(content with { Texts = [.. content.Texts, .. hidden] }, Find(hidden, problems), problems);
    }

    /// <summary>The recipe that these texts are; null when they are none.</summary>
    /// <param name="texts">The texts of one picture.</param>
    public static Recipe? Find(IReadOnlyList<ImageText> texts) => Find(texts, []);

    private static Recipe? Find(IReadOnlyList<ImageText> texts, List<string> problems)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        var asked = new RecipeTexts(texts);
        return Formats.Select(format => Read(format, asked, problems)).FirstOrDefault(recipe => recipe is not null);
    }

    private static RecipeReading Reading(ImageContent content, Recipe? recipe, List<string> problems) =>
        new(content with { Problems = problems }, recipe);

    /// <summary>Whether an exception says that a text was not what its place promised.</summary>
    /// <param name="problem">The exception.</param>
    public static bool IsOddText(Exception problem) =>
        problem
            is FormatException
                or JsonException
                or InvalidDataException
                or InvalidOperationException
                or ArgumentException
                or ArithmeticException
                or IndexOutOfRangeException
                or KeyNotFoundException
                or NotSupportedException;

    // What one program's reader cannot take may be another's text.
    private static Recipe? Read(IRecipeFormat format, RecipeTexts texts, List<string> problems)
    {
        try
        {
            return format.Read(texts);
        }
        catch (Exception problem) when (IsOddText(problem))
        {
            problems.Add(
                $"A text that looks like one of {format.GetType().Name.Replace("Format", "", StringComparison.Ordinal)} is built so oddly that it cannot be read: {problem.Message}"
            );
            return null;
        }
    }

    private static IEnumerable<IReadOnlyList<ImageText>> Elsewhere(
        string path,
        ImageContent content,
        List<string> problems
    )
    {
        if (content.Container == Container.Png)
        {
            using var file = new ImageBytes(path);
            yield return StealthReader.Read(file);
        }

        yield return SideFiles.Read(path, problems);
    }
}
