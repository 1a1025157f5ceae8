namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Rates a medium from pg to xxx.</summary>
public sealed record MediaRatingInput() : StepInput("mediaRating")
{
    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>Also estimates ages.</summary>
    public bool? IncludeAgeClassification { get; set; }

    /// <summary>Also finds faces.</summary>
    public bool? IncludeFaceRecognition { get; set; }

    /// <summary>Also tells whether it was generated.</summary>
    public bool? IncludeAIRecognition { get; set; }

    /// <summary>Also tells whether it is drawn.</summary>
    public bool? IncludeAnimeRecognition { get; set; }

    /// <summary>Also tells whether there are people.</summary>
    public bool? IncludeHumanRecognition { get; set; }

    /// <summary>Also estimates ages by bodies.</summary>
    public bool? IncludeBodyAgeClassification { get; set; }
}
