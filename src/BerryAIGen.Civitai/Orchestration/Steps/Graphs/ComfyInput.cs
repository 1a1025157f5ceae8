using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Runs a graph of ComfyUI.</summary>
public sealed record ComfyInput() : StepInput("comfy")
{
    /// <summary>ComfyUI's prompt: nodes by their number, raw.</summary>
    public JsonElement? ComfyWorkflow { get; set; }

    /// <summary>How many; 1 to 100, default 1.</summary>
    public int? Quantity { get; set; }

    /// <summary>What is written into the result's metadata.</summary>
    public string? ImageMetadata { get; set; }

    /// <summary>Runs in the service's newer ComfyUI.</summary>
    public bool? UseSpineComfy { get; set; }
}
