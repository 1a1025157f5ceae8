using System.Diagnostics.CodeAnalysis;
using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Cli.Output;

/// <summary>How pictures were made.</summary>
internal sealed record ImageDocument(IReadOnlyList<ImageRow> Files);

/// <summary>One picture or video.</summary>
internal sealed record ImageRow : RecipeDocument
{
    private ImageRow() { }

    [SetsRequiredMembers]
    private ImageRow(string path, RecipeReading reading)
        : base(reading)
    {
        Path = path;
        var (content, recipe) = reading;
        Model = recipe?.Model;
        ModelHash = recipe?.ModelHash;
        Resources = recipe?.Resources ?? [];
        Raw = RawTexts(content.Texts);
    }

    public required string Path { get; init; }

    public string? Model { get; init; }

    public string? ModelHash { get; init; }

    public IReadOnlyList<RecipeResource> Resources { get; init; } = [];

    /// <summary>Every text of the file as it stands there, whether a recipe was found in it or not.</summary>
    public IReadOnlyDictionary<string, string> Raw { get; init; } = new Dictionary<string, string>();

    public ErrorBody? Error { get; init; }

    public static ImageRow From(ReadPicture picture) =>
        picture.Reading is { } reading
            ? new ImageRow(picture.Path, reading)
            : new ImageRow
            {
                Path = picture.Path,
                Settings = new Dictionary<string, string>(),
                Problems = [],
                Error = ErrorDocument.From(picture.Failure!).Error,
            };

    /// <summary>A keyword may come more than once; nothing is hidden.</summary>
    private static Dictionary<string, string> RawTexts(IReadOnlyList<ImageText> texts)
    {
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            for (var number = 1; !raw.TryAdd(number == 1 ? text.Keyword : $"{text.Keyword} ({number})", text.Text); )
            {
                number++;
            }
        }

        return raw;
    }
}
