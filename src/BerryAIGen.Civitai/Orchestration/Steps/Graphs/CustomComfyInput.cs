using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Runs a graph of ComfyUI with nodes of its own, paid by time.</summary>
public sealed record CustomComfyInput() : StepInput("customComfy")
{
    /// <summary>The AIRs of everything that is needed.</summary>
    public OpenList<string>? Resources { get; set; }

    /// <summary>ComfyUI's prompt, raw.</summary>
    public JsonElement? Workflow { get; set; }

    /// <summary>What is written down while it runs; <c>none</c>, <c>logs</c> or <c>binary</c>.</summary>
    public string? Trace { get; set; }

    /// <summary>The session to go on in.</summary>
    public string? SessionId { get; set; }

    /// <summary>The AIR of the ComfyUI image to run in.</summary>
    public string? ComfyImage { get; set; }

    /// <summary>The key of the session's owner; a secret.</summary>
    public string? SessionOwnerApiToken { get; set; }

    /// <summary>How much memory the graphics card has at least, in GB.</summary>
    public int? MinVramGb { get; set; }

    /// <summary>Uses a quicker attention.</summary>
    public bool? UseSageAttention { get; set; }

    /// <summary>How many seconds are paid at least.</summary>
    public int? MinimumDurationSeconds { get; set; }

    /// <summary>Never the session's key.</summary>
    public override string ToString() => $"{StepType} with {Resources?.Count ?? 0} resources";
}
