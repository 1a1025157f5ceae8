using BerryAIGen.Database.Pictures;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>How a picture was made.</summary>
internal record RecipeDocument
{
    /// <summary>The program that made it; absent when nothing in it says so.</summary>
    public string? Generator { get; init; }

    public string? GeneratorVersion { get; init; }

    public string? Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public decimal? Seed { get; init; }

    public int? Steps { get; init; }

    public double? CfgScale { get; init; }

    public string? Sampler { get; init; }

    public string? Scheduler { get; init; }

    /// <summary>What other programs call that sampler.</summary>
    public SamplerNames? SamplerNames { get; init; }

    /// <summary>The size that was asked for; where nothing says it, that of the picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>What else the program said, under its own names.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The file itself.</summary>
    public PictureSizeDocument? Image { get; init; }

    /// <summary>What it was made with.</summary>
    public required IReadOnlyList<PictureModelDocument> Models { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}

/// <param name="Format">What it is by its bytes.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
internal sealed record PictureSizeDocument(string Format, int? Width, int? Height);

/// <summary>How a picture that was sent was made.</summary>
internal sealed record ReadPictureDocument : RecipeDocument
{
    public static ReadPictureDocument Of(RecipeReading reading, IReadOnlyList<NamedPictureModel> models)
    {
        var (content, recipe) = reading;
        return new ReadPictureDocument
        {
            Generator = recipe?.Generator,
            GeneratorVersion = recipe?.GeneratorVersion,
            Prompt = recipe?.Prompt,
            NegativePrompt = recipe?.NegativePrompt,
            Seed = recipe?.Seed,
            Steps = recipe?.Steps,
            CfgScale = recipe?.CfgScale,
            Sampler = recipe?.Sampler,
            Scheduler = recipe?.Scheduler,
            SamplerNames = SamplerNames.Find(recipe?.Sampler, recipe?.Scheduler),
            Width = recipe?.Width ?? content.Width,
            Height = recipe?.Height ?? content.Height,
            Settings = recipe?.Settings ?? new Dictionary<string, string>(),
            Image = new PictureSizeDocument(
                content.Container.ToString().ToLowerInvariant(),
                content.Width,
                content.Height
            ),
            Models = [.. models.Select(PictureModelDocument.Of)],
            Problems = content.Problems,
        };
    }
}
