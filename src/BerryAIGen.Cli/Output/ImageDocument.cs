using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Cli.Output;

/// <summary>How pictures were made.</summary>
internal sealed record ImageDocument(IReadOnlyList<ImageRow> Files);

/// <summary>One picture or video.</summary>
internal sealed record ImageRow
{
    public required string Path { get; init; }

    public string? Generator { get; init; }

    public string? GeneratorVersion { get; init; }

    public string? Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public decimal? Seed { get; init; }

    public int? Steps { get; init; }

    public double? CfgScale { get; init; }

    public string? Sampler { get; init; }

    public string? Scheduler { get; init; }

    /// <summary>What other programs call that sampler; null for one that nobody else has.</summary>
    public SamplerNames? SamplerNames { get; init; }

    /// <summary>What the recipe asked for; where it does not say, the size of the picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? Model { get; init; }

    public string? ModelHash { get; init; }

    public IReadOnlyList<RecipeResource> Resources { get; init; } = [];

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public ImageSize? Image { get; init; }

    /// <summary>Every text of the file as it stands there, whether a recipe was found in it or not.</summary>
    public IReadOnlyDictionary<string, string> Raw { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public ErrorBody? Error { get; init; }

    public static ImageRow From(ReadPicture picture)
    {
        if (picture.Reading is not var (content, recipe))
        {
            return new ImageRow { Path = picture.Path, Error = ErrorDocument.From(picture.Failure!).Error };
        }

        return new ImageRow
        {
            Path = picture.Path,
            Generator = recipe?.Generator,
            GeneratorVersion = recipe?.GeneratorVersion,
            Prompt = recipe?.Prompt,
            NegativePrompt = recipe?.NegativePrompt,
            Seed = recipe?.Seed,
            Steps = recipe?.Steps,
            CfgScale = recipe?.CfgScale,
            Sampler = recipe?.Sampler,
            Scheduler = recipe?.Scheduler,
            SamplerNames = Library.Samplers.SamplerNames.Find(recipe?.Sampler, recipe?.Scheduler),
            Width = recipe?.Width ?? content.Width,
            Height = recipe?.Height ?? content.Height,
            Model = recipe?.Model,
            ModelHash = recipe?.ModelHash,
            Resources = recipe?.Resources ?? [],
            Settings = recipe?.Settings ?? new Dictionary<string, string>(),
            Image = new ImageSize(content.Container.ToString().ToLowerInvariant(), content.Width, content.Height),
            Raw = RawTexts(content.Texts),
            Problems = content.Problems,
        };
    }

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

/// <summary>The file itself.</summary>
/// <param name="Format">png, jpeg, webp, avif, heic, gif, mp4, webm or matroska.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
internal sealed record ImageSize(string Format, int? Width, int? Height);
