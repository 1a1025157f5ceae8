using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes music with MiniMax.</summary>
public sealed record MiniMaxMusic3Input() : StepInput("miniMaxMusic3")
{
    /// <summary>What the music is like.</summary>
    public string? Caption { get; set; }

    /// <summary>What is sung.</summary>
    public string? Lyrics { get; set; }

    /// <summary>The seed of chance; null for any.</summary>
    public int? Seed { get; set; }

    /// <summary>How long the result is at most, in seconds; 0.03999999910593033 to 360, default 120.</summary>
    public double? MaxDuration { get; set; }

    /// <summary>How many steps; 1 to 100, default 30.</summary>
    public int? Steps { get; set; }

    /// <summary>How closely the text is followed; 0 to 100, default 1.7.</summary>
    public double? Cfg { get; set; }

    /// <summary>From how many tokens the next is chosen; 1 to 16384, default 50.</summary>
    public int? TopK { get; set; }

    /// <summary>The AIR of the diffusion model.</summary>
    public string? DiffusionModel { get; set; }

    /// <summary>The AIR of the text encoder.</summary>
    public string? TextEncoder { get; set; }

    /// <summary>The AIR of the VAE.</summary>
    public string? Vae { get; set; }

    /// <summary>Add-ons by their AIR, or a list of them, raw.</summary>
    public JsonElement? Loras { get; set; }
}
