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
        if (given is JsonObject)
            return given.DeepClone();
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
            IsMedia(field.Type)
                ? $"\"{field.Key}\" holds something that is no address; give {{ \"url\": … }} or the address itself."
                : $"\"{field.Key}\" holds something that is no model; give {{ \"id\": … }}, the id of a version, or its AIR."
        );
    }

    private static bool IsMedia(FieldType type) => type is FieldType.Images or FieldType.Video;
}
