using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Takes pictures of a three-dimensional model.</summary>
public sealed record Model3DPreviewInput() : StepInput("model3DPreview")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The width in pixels; 256 to 4096, default 1024.</summary>
    public int? Width { get; set; }

    /// <summary>The height in pixels; 256 to 4096, default 1024.</summary>
    public int? Height { get; set; }

    /// <summary>The format of the result; <c>jpeg</c>, <c>png</c> or <c>webP</c>.</summary>
    public string? OutputFormat { get; set; }

    /// <summary>From where the pictures are taken, raw.</summary>
    public JsonElement? CameraPoses { get; set; }

    /// <summary>The format of the result.</summary>
    public string? Format { get; set; }

    /// <summary>The background's colour; default <c>#D9D9D9</c>.</summary>
    public string? Background { get; set; }
}
