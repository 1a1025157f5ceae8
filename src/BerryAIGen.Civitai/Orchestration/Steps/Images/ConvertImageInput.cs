using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Changes the format, size or sharpness of a picture.</summary>
public sealed record ConvertImageInput() : StepInput("convertImage")
{
    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>What is done to the picture, in order, raw.</summary>
    public JsonElement? Transforms { get; set; }

    /// <summary>The format of the result, raw.</summary>
    public JsonElement? Output { get; set; }
}
