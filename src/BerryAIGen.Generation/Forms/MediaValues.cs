using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Entries of lists: pictures, videos and models, in the short and the long form.</summary>
internal static class MediaValues
{
    /// <summary>The entry in its long form: <c>{ "url": … }</c> for media, <c>{ "id": … }</c> for models.</summary>
    /// <exception cref="GenerationException">It is neither.</exception>
    public static JsonNode Of(FormField field, JsonNode? given)
    {
        if (given is JsonObject entry && IsNamed(field.Type, entry))
            return entry.DeepClone();
        if (given is JsonValue value)
        {
            if (IsMedia(field.Type) && value.TryGetValue<string>(out var address) && address.Length > 0)
                return new JsonObject { ["url"] = address };
            if (!IsMedia(field.Type) && FormValues.IdOf(given) is { } id)
                return new JsonObject { ["id"] = id };
            if (
                !IsMedia(field.Type)
                && value.TryGetValue<string>(out var text)
                && Air.TryParse(text, out var air)
                && air.VersionId is { } version
            )
                return new JsonObject { ["id"] = version.Value, ["air"] = text };
        }

        throw new GenerationException(
            FailureCode.Usage,
            field.Key,
            field.Type is FieldType.Controls or FieldType.References
                    ? $"\"{field.Key}\" has an entry without a picture; give {{ \"image\": {{ \"url\": … }} }}."
                : IsMedia(field.Type)
                    ? $"\"{field.Key}\" holds something that is no address; give {{ \"url\": … }} or the address itself."
                : $"\"{field.Key}\" holds something that is no model; give {{ \"id\": … }}, the id of a version, or its AIR."
        );
    }

    // One that names nothing would be left out, and the rest be paid.
    private static bool IsNamed(FieldType type, JsonObject entry) =>
        type switch
        {
            FieldType.Images or FieldType.Video => FormValues.TextOf(entry, "url") is not null,
            FieldType.Controls or FieldType.References => FormValues.TextOf(entry, "url") is not null
                || FormValues.TextOf(entry, "image") is not null
                || (entry["image"] is JsonObject image && FormValues.TextOf(image, "url") is not null),
            _ => FormValues.IdOf(entry) is not null
                || FormValues.AirOf(entry) is not null
                || entry["epochDetails"] is JsonObject,
        };

    private static bool IsMedia(FieldType type) => type is FieldType.Images or FieldType.Video;
}
