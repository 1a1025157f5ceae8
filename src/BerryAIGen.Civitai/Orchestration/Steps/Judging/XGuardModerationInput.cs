using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Judges a prompt or text by labels.</summary>
public sealed record XGuardModerationInput() : StepInput("xGuardModeration")
{
    /// <summary>The way it works; <c>prompt</c> or <c>text</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>Which labels.</summary>
    public OpenList<string>? Labels { get; set; }

    /// <summary>Thresholds and actions of single labels, raw.</summary>
    public JsonElement? LabelOverrides { get; set; }

    /// <summary>Keeps the whole answer.</summary>
    public bool? StoreFullResponse { get; set; }

    /// <summary>Also tells why.</summary>
    public bool? IncludeReasoning { get; set; }

    /// <summary>The prompt to be judged.</summary>
    public string? PositivePrompt { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>What else is to be looked at.</summary>
    public string? Instructions { get; set; }

    /// <summary>The text.</summary>
    public string? Text { get; set; }
}
