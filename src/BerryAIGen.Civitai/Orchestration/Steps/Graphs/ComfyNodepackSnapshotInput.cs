namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Prepares packs of nodes for ComfyUI.</summary>
public sealed record ComfyNodepackSnapshotInput() : StepInput("comfyNodepackSnapshot")
{
    /// <summary>The AIR of the ComfyUI image to run in.</summary>
    public string? ComfyImage { get; set; }

    /// <summary>The packs of nodes.</summary>
    public OpenList<string>? Nodepacks { get; set; }

    /// <summary>How much memory the graphics card has at least, in GB.</summary>
    public int? MinVramGb { get; set; }

    /// <summary>Uses a quicker attention.</summary>
    public bool? UseSageAttention { get; set; }
}
