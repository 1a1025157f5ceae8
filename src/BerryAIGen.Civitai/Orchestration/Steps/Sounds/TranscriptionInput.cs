namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Writes down what is said.</summary>
public sealed record TranscriptionInput() : StepInput("transcription")
{
    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>The language.</summary>
    public string? Language { get; set; }

    /// <summary>What helps to understand it.</summary>
    public string? Context { get; set; }

    /// <summary>Also tells when each part was said; default true.</summary>
    public bool? ReturnTimeStamps { get; set; }
}
