using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>
/// The models of a form, however they were named: by the number of a version, by an AIR, or by an object with one of them.
/// Whoever judges, looks up or sends one of them reads the same number.
/// </summary>
internal static class NamedModels
{
    private static readonly string[] Single = ["model", "vae", "upscaler"];

    /// <returns>The same values, or a copy in which every AIR of Civitai's has its number beside it.</returns>
    /// <exception cref="GenerationException">The checkpoint names no version, or a model names two.</exception>
    public static JsonObject Read(JsonObject values)
    {
        if (values["model"] is { } checkpoint)
            RequireVersion(checkpoint);
        var copy = values;
        foreach (var key in Single)
        {
            if (values[key] is { } given && Of(key, given) is { } read)
                Copy()[key] = read;
        }

        if (values["resources"] is JsonArray list)
            for (var at = 0; at < list.Count; at++)
            {
                if (list[at] is { } given && Of("resources", given) is { } read)
                    Copy()["resources"]!.AsArray()[at] = read;
            }

        return copy;

        JsonObject Copy() => ReferenceEquals(copy, values) ? copy = values.DeepClone().AsObject() : copy;
    }

    // Null where nothing is to be changed.
    private static JsonObject? Of(string field, JsonNode given)
    {
        var entry =
            given as JsonObject
            ?? (
                given is JsonValue value && value.TryGetValue<string>(out var text) && Air.TryParse(text, out _)
                    ? new JsonObject { ["air"] = text }
                    : null
            );
        if (FormValues.AirOf(entry) is not { } air)
            return null;
        var id = FormValues.IdOf(entry);
        if (air.VersionId is { } version)
        {
            if (id is { } number && number != version.Value)
                throw Two(field, number, air);
            if (id is not null)
                return null;
            var named = ReferenceEquals(entry, given) ? entry!.DeepClone().AsObject() : entry!;
            named["id"] = version.Value;
            return named;
        }

        // One of another place is named by no number of Civitai's; an epoch of a training has both.
        if (id is { } other && air.Source != FormValues.Trainings)
            throw Two(field, other, air);
        return ReferenceEquals(entry, given) ? null : entry;
    }

    // The usual one in its place would be paid.
    private static void RequireVersion(JsonNode given)
    {
        var entry = given as JsonObject;
        var isRead =
            FormValues.IdOf(given) is not null
            || (
                entry is null or { Count: > 0 }
                && AirIn(given) is { } air
                && (
                    air.VersionId is not null
                    || (air.Source == FormValues.Trainings && air is { Ecosystem: not null, Version: not null })
                )
            );
        var isOdd =
            entry is not null
            && (
                (entry["id"] is not null && FormValues.IdOf(entry) is null)
                || (entry["air"] is not null && FormValues.AirOf(entry) is null)
            );
        if (isRead && !isOdd)
            return;
        var text = given.ToJsonString();
        throw new GenerationException(
            FailureCode.Usage,
            "model",
            $"\"model\" is {(text.Length > 60 ? $"{text[..60]}…" : text)}; name a version by its number on Civitai, by its AIR there, or by {{ \"id\": … }}."
        );
    }

    private static Air? AirIn(JsonNode given) =>
        given is JsonObject entry ? FormValues.AirOf(entry)
        : given is JsonValue value && value.TryGetValue<string>(out var text) && Air.TryParse(text, out var air) ? air
        : null;

    private static GenerationException Two(string field, long id, Air air) =>
        new(
            FailureCode.Usage,
            field,
            $"\"{field}\" names the version {id.ToString(CultureInfo.InvariantCulture)} and the AIR {air}, which is another one; leave one of them out."
        );
}
