using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Judges a prompt or text by policies.</summary>
public sealed record ShieldstralModerationInput() : StepInput("shieldstralModeration")
{
    /// <summary>The way it works; <c>prompt</c> or <c>text</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>Which policies.</summary>
    public OpenList<string>? Policies { get; set; }

    /// <summary>Thresholds and actions of single policies, raw.</summary>
    public JsonElement? PolicyOverrides { get; set; }

    /// <summary>The prompt to be judged.</summary>
    public string? PositivePrompt { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>What helps to understand it.</summary>
    public string? Context { get; set; }

    /// <summary>The text.</summary>
    public string? Text { get; set; }
}
