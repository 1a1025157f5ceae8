namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Reads a model's metadata.</summary>
public sealed record ModelParseMetadataInput() : StepInput("modelParseMetadata")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }
}
