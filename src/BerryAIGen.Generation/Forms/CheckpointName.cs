using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>
/// The checkpoint of a form, however it was named: by the number of its version, by an AIR, or by an object with one of them.
/// What cannot be read is refused, since the usual one in its place would be paid.
/// </summary>
internal static class CheckpointName
{
    /// <returns>The same values, or a copy whose <c>model</c> has the number of a version.</returns>
    /// <exception cref="GenerationException">It names no version, or two.</exception>
    public static JsonObject Read(JsonObject values)
    {
        if (values["model"] is not { } given)
            return values;
        var read = Of(given);
        if (ReferenceEquals(read, given))
            return values;
        var copy = values.DeepClone().AsObject();
        copy["model"] = read;
        return copy;
    }

    private static JsonNode Of(JsonNode given)
    {
        if (given is JsonObject entry)
            return OfObject(entry);
        if (FormValues.IdOf(given) is not null)
            return given;
        return given is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? OfObject(new JsonObject { ["air"] = text })
            : throw Wrong(given);
    }

    private static JsonObject OfObject(JsonObject entry)
    {
        var id = FormValues.IdOf(entry);
        if (entry["id"] is not null && id is null)
            throw Wrong(entry);
        if (entry["air"] is not { } written)
            return id is null ? throw Wrong(entry) : entry;
        if (!Air.TryParse(written.ToString(), out var air))
            throw Wrong(entry);
        // One of another place, or of a training, is named by no number of Civitai's.
        if (air.VersionId is not { } version)
            return id is null ? throw Wrong(entry) : entry;
        if (id is { } number && number != version.Value)
            throw new GenerationException(
                FailureCode.Usage,
                "model",
                $"\"model\" names the version {number.ToString(CultureInfo.InvariantCulture)} and the AIR {air}, which is another one; leave one of them out."
            );
        if (id is not null)
            return entry;
        var named = entry.DeepClone().AsObject();
        named["id"] = version.Value;
        return named;
    }

    private static GenerationException Wrong(JsonNode given)
    {
        var text = given.ToJsonString();
        return new GenerationException(
            FailureCode.Usage,
            "model",
            $"\"model\" is {(text.Length > 60 ? $"{text[..60]}…" : text)}; name a version by its number on Civitai, by its AIR, or by {{ \"id\": … }}."
        );
    }
}
