using System.Diagnostics.CodeAnalysis;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Library.Pictures;

/// <summary>How a picture was made, as every host tells it.</summary>
public abstract record RecipeDocument
{
    protected RecipeDocument() { }

    /// <summary>What was read out of a file.</summary>
    [SetsRequiredMembers]
    protected RecipeDocument(RecipeReading reading)
    {
        var (content, recipe) = reading;
        Generator = recipe?.Generator;
        GeneratorVersion = recipe?.GeneratorVersion;
        Prompt = recipe?.Prompt;
        NegativePrompt = recipe?.NegativePrompt;
        Seed = recipe?.Seed;
        Steps = recipe?.Steps;
        CfgScale = recipe?.CfgScale;
        Sampler = recipe?.Sampler;
        Scheduler = recipe?.Scheduler;
        Width = recipe?.Width ?? content.Width;
        Height = recipe?.Height ?? content.Height;
        Settings = recipe?.Settings ?? new Dictionary<string, string>();
        Image = new PictureSizeDocument(content.Container.ToString().ToLowerInvariant(), content.Width, content.Height);
        Problems = content.Problems;
    }

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

    /// <summary>What other programs call that sampler; null for one that nobody else has.</summary>
    public SamplerNames? SamplerNames => Samplers.SamplerNames.Find(Sampler, Scheduler);

    /// <summary>The size that was asked for; where nothing says it, that of the picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>What else the program said, under its own names.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The file itself.</summary>
    public PictureSizeDocument? Image { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}

/// <summary>The file of a picture.</summary>
/// <param name="Format">What it is by its bytes: png, jpeg, webp, avif, heic, gif, mp4, webm or matroska.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
public sealed record PictureSizeDocument(string Format, int? Width, int? Height);
