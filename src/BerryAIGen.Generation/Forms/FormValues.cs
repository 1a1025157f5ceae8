using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Generation.Forms;

/// <summary>Reads what people and programs write into forms, in the shapes in which they do.</summary>
internal static class FormValues
{
    /// <summary>The place that AIRs name for an epoch of a training, which is no version yet.</summary>
    public const string Trainings = "orchestrator";

    /// <summary>A text; null for none, or for something else.</summary>
    public static string? TextOf(JsonObject values, string key) =>
        values[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>A number, also one in quotation marks.</summary>
    public static decimal? NumberOf(JsonNode? node)
    {
        if (node is not JsonValue value)
            return null;
        if (
            value.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        )
            return number;
        return
            value.TryGetValue<string>(out var text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            ? read
            : null;
    }

    /// <summary>The version of <c>model</c>: a number, or an object with <c>id</c>.</summary>
    public static long? VersionOf(JsonObject values) => IdOf(values["model"]);

    /// <summary>The AIR of a model; null for none, or for something else.</summary>
    public static Air? AirOf(JsonObject? entry) =>
        entry is not null && TextOf(entry, "air") is { } text && Air.TryParse(text, out var air) ? air : null;

    /// <summary>The AIR of an epoch that nothing else names; null for a model that has a number.</summary>
    public static Air? EpochOf(JsonNode? model) =>
        IdOf(model) is null && AirOf(model as JsonObject) is { Source: Trainings } air ? air : null;

    /// <summary>The id of a model version: the value itself, or its <c>id</c>.</summary>
    public static long? IdOf(JsonNode? node)
    {
        var id = NumberOf(node is JsonObject model ? model["id"] : node);
        return id is { } number && number == Math.Truncate(number) && number is > 0 and <= long.MaxValue
            ? (long)number
            : null;
    }
}
