using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Takes a picture into the workflow; its input is the picture itself, not an object.</summary>
public sealed record ImageUploadInput() : StepInput("imageUpload")
{
    /// <summary>The picture: an address, a data URL or base64.</summary>
    [JsonIgnore]
    public string? Image { get; set; }
}
