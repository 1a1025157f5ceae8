using System.Text.Json;

namespace BerryAIGen.IO.Diffusers;

/// <summary>Reads small JSON objects of strangers; one that cannot be read is as if it were not there.</summary>
internal static class FolderJson
{
    // An index of the largest models names some thousand tensors.
    private const long MostBytes = 16 << 20;

    internal static JsonDocument? TryRead(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > MostBytes)
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { AllowTrailingCommas = true }
            );
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string? Text(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>diffusers writes <c>_class_name</c>, transformers <c>architectures</c> or at least <c>model_type</c>.</summary>
    internal static string? ClassName(JsonElement config) =>
        Text(config, "_class_name")
        ?? (
            config.TryGetProperty("architectures", out var names)
            && names.ValueKind == JsonValueKind.Array
            && names.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first
                ? first.GetString()
                : null
        )
        ?? Text(config, "model_type");
}
