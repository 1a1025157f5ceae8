using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A step that is submitted.</summary>
public sealed record StepTemplate : OpenRecord
{
    /// <summary>What it does, <c>imageGen</c>.</summary>
    [JsonPropertyName("$type")]
    public string? Type { get; set; }

    /// <summary>Its name in the workflow, by which other steps refer to it; <c>$0</c> when it was given none.</summary>
    public string? Name { get; set; }

    /// <summary>Who is served first.</summary>
    public StepPriority? Priority { get; set; }

    /// <summary>How long it may take.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often it is tried again.</summary>
    public int? Retries { get; set; }

    /// <summary>What the caller put there.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>What it works on, as it is on the wire; <see cref="ReadInput"/> types it.</summary>
    public JsonElement? Input { get; set; }

    /// <summary>A step of this input.</summary>
    /// <param name="input">What it works on; it is copied.</param>
    /// <param name="name">Its name; null lets the service number it.</param>
    public static StepTemplate Of(StepInput input, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new StepTemplate
        {
            Type = input.StepType,
            Name = name,
            Input = StepInputs.Write(input),
        };
    }

    /// <summary>The input as the type of its step; <see cref="OtherInput"/> for a step that is not known here.</summary>
    public StepInput ReadInput() => StepInputs.Read(Type, Input);
}
