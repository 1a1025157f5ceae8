using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Judges how well pictures fit their prompts.</summary>
public sealed record QwenImageBenchInput() : StepInput("qwenImageBench")
{
    /// <summary>What is judged, raw.</summary>
    public JsonElement? Items { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>How many tokens are made at most; 1 to 128000, default 2048.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>The seed of chance; null for any; default 42.</summary>
    public long? Seed { get; set; }

    /// <summary>What is judged.</summary>
    public OpenList<string>? Dimensions { get; set; }
}
