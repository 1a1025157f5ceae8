using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Answers in a conversation.</summary>
public sealed record ChatCompletionInput() : StepInput("chatCompletion")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The conversation so far, raw.</summary>
    public JsonElement? Messages { get; set; }

    /// <summary>How much chance is in it; 0 to 2, default 1.</summary>
    public double? Temperature { get; set; }

    /// <summary>From which share of tokens the next is chosen; 0 to 1, default 1.</summary>
    public double? TopP { get; set; }

    /// <summary>How many tokens are made at most; 1 to 128000.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>How many answers; 1 to 128, default 1.</summary>
    public int? N { get; set; }

    /// <summary>Where to stop.</summary>
    public OpenList<string>? Stop { get; set; }

    /// <summary>How much known words are avoided; -2 to 2, default 0.</summary>
    public double? PresencePenalty { get; set; }

    /// <summary>How much repetition is avoided; -2 to 2, default 0.</summary>
    public double? FrequencyPenalty { get; set; }

    /// <summary>The seed of chance; null for any.</summary>
    public long? Seed { get; set; }

    /// <summary>Who asks, in the caller's own words.</summary>
    public string? User { get; set; }

    /// <summary>Also tells the probabilities.</summary>
    public bool? Logprobs { get; set; }

    /// <summary>How many probabilities are told; 0 to 20.</summary>
    public int? TopLogprobs { get; set; }

    /// <summary>More for the model's chat template, raw.</summary>
    public JsonElement? ChatTemplateKwargs { get; set; }

    /// <summary>The tools that may be used, raw.</summary>
    public JsonElement? Tools { get; set; }

    /// <summary>Which tool must be used, raw.</summary>
    [JsonPropertyName("tool_choice")]
    public JsonElement? ToolChoice { get; set; }

    /// <summary>What may come back, text or image.</summary>
    public OpenList<string>? Modalities { get; set; }

    /// <summary>How many pictures of which shape and size, raw.</summary>
    [JsonPropertyName("image_config")]
    public JsonElement? ImageConfig { get; set; }

    /// <summary>Text, an object or a schema, raw.</summary>
    public JsonElement? ResponseFormat { get; set; }
}
