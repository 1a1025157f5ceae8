using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>What a model of a form says of itself.</summary>
internal static class ModelWords
{
    /// <summary>The type that is meant where nobody says one.</summary>
    public const string Usual = "LORA";

    /// <summary>Whether a model is its owner's alone, as an epoch of a training is.</summary>
    public static bool IsPrivate(JsonObject entry) =>
        entry["epochDetails"] is JsonObject
        || FormValues.AirOf(entry)?.Source == FormValues.Trainings
        || (entry["isPrivate"] is JsonValue flag && flag.TryGetValue<bool>(out var isPrivate) && isPrivate)
        || string.Equals(FormValues.TextOf(entry, "availability"), "Private", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its type, in its own words or those of its AIR; null where it says none.</summary>
    public static string? TypeOf(GenerationCatalogue catalogue, JsonObject entry) =>
        (entry["model"] is JsonObject model ? FormValues.TextOf(model, "type") : FormValues.TextOf(entry, "type"))
        ?? (FormValues.AirOf(entry) is { } air ? catalogue.Types.FindByAir(air.Type) : null);

    /// <summary>What tells it from others: its number, or its AIR; null for an epoch of a training.</summary>
    public static string? NumberOf(JsonObject entry) =>
        entry["epochDetails"] is JsonObject ? null
        : FormValues.IdOf(entry) is { } id ? id.ToString(CultureInfo.InvariantCulture)
        : FormValues.AirOf(entry)?.ToString();

    /// <summary>What a person knows it by.</summary>
    public static string NameOf(JsonObject entry)
    {
        var name =
            (entry["model"] is JsonObject model ? FormValues.TextOf(model, "name") : null)
            ?? FormValues.TextOf(entry, "name")
            ?? (entry["epochDetails"] is JsonObject epoch ? FormValues.TextOf(epoch, "fileName") : null);
        return name is not null ? $"\"{name}\""
            : FormValues.IdOf(entry) is { } id ? $"Version {id.ToString(CultureInfo.InvariantCulture)}"
            : "A model";
    }
}
