using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes music with ACE-Step.</summary>
public sealed record AceStepAudioInput() : StepInput("aceStepAudio")
{
    /// <summary>What the music is like.</summary>
    public string? MusicDescription { get; set; }

    /// <summary>What is sung.</summary>
    public string? Lyrics { get; set; }

    /// <summary>The seed of chance; null for any.</summary>
    public int? Seed { get; set; }

    /// <summary>How long the result is, in seconds; 1 to 190, default 60.</summary>
    public double? Duration { get; set; }

    /// <summary>Beats per minute; 40 to 200, default 120.</summary>
    public int? Bpm { get; set; }

    /// <summary>Beats in a bar; <c>2</c>, <c>3</c>, <c>4</c> or <c>6</c>, default <c>4</c>.</summary>
    public string? TimeSignature { get; set; }

    /// <summary>The language; default <c>en</c>.</summary>
    public string? Language { get; set; }

    /// <summary>The key of the music; default <c>C major</c>.</summary>
    public string? Key { get; set; }

    /// <summary>The weight of the instruments; default 0.85.</summary>
    public double? InstrumentalWeight { get; set; }

    /// <summary>The weight of the voice; default 0.9.</summary>
    public double? VocalWeight { get; set; }

    /// <summary>The AIR of the diffusion model.</summary>
    public string? DiffusionModel { get; set; }

    /// <summary>The recording that is covered, raw.</summary>
    public JsonElement? Cover { get; set; }

    /// <summary>The AIR of the text encoder.</summary>
    public string? ClipModel { get; set; }

    /// <summary>The AIR of the VAE.</summary>
    public string? VaeModel { get; set; }

    /// <summary>The AIR of the language model.</summary>
    public string? LanguageModel { get; set; }

    /// <summary>How many steps; 1 to 200, default 8.</summary>
    public int? Steps { get; set; }

    /// <summary>How closely the text is followed; 0 to 30, default 1.</summary>
    public double? Cfg { get; set; }

    /// <summary>Add-ons by their AIR, or a list of them, raw.</summary>
    public JsonElement? Loras { get; set; }
}
