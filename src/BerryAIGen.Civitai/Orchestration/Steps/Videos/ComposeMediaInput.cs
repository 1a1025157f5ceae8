using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Puts videos, pictures and sounds together.</summary>
public sealed record ComposeMediaInput() : StepInput("composeMedia")
{
    /// <summary>What is put together, raw.</summary>
    public JsonElement? Elements { get; set; }

    /// <summary>Size, frames per second and background of the result, raw.</summary>
    public JsonElement? Canvas { get; set; }

    /// <summary>The format of the result, raw.</summary>
    public JsonElement? Output { get; set; }

    /// <summary>Evens out the loudness; default false.</summary>
    public bool? Normalize { get; set; }
}
