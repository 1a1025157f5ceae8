namespace BerryAIGen.IO.Recipes;

/// <summary>How a picture or video was made, in one form whatever program made it. What nobody wrote down is null.</summary>
public sealed record Recipe
{
    /// <summary>The program: A1111, Forge, SD.Next, ComfyUI, InvokeAI, Fooocus, SwarmUI, stable-diffusion.cpp, NovelAI …</summary>
    public required string Generator { get; init; }

    /// <summary>The program's version, as it names it.</summary>
    public string? GeneratorVersion { get; init; }

    /// <summary>What the picture should show.</summary>
    public string? Prompt { get; init; }

    /// <summary>What it should not show.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>The seed of the noise; a whole number, in some programs up to 2⁶⁴ − 1.</summary>
    public decimal? Seed { get; init; }

    /// <summary>Number of sampling steps.</summary>
    public int? Steps { get; init; }

    /// <summary>Classifier-free guidance scale.</summary>
    public double? CfgScale { get; init; }

    /// <summary>The sampler, in the program's own word (<c>DPM++ 2M Karras</c>, <c>dpmpp_2m</c>).</summary>
    public string? Sampler { get; init; }

    /// <summary>The noise schedule, in the program's own word; null where it is part of the sampler's.</summary>
    public string? Scheduler { get; init; }

    /// <summary>Pixels from left to right that were asked for, before any enlargement.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels from top to bottom that were asked for, before any enlargement.</summary>
    public int? Height { get; init; }

    /// <summary>The checkpoint or diffusion model, as the program named it: a file name with or without folder and ending, or a title.</summary>
    public string? Model { get; init; }

    /// <summary>A hash of that model in the program's kind, lower case: AutoV1 (8 digits), AutoV2 (10), SHA-256 …</summary>
    public string? ModelHash { get; init; }

    /// <summary>Every model that took part, the checkpoint included.</summary>
    public IReadOnlyList<RecipeResource> Resources { get; init; } = [];

    /// <summary>All else the program said of the run, under its own names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
