using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Writes an object of the service back as JSON, with the members that this client does not know.</summary>
public static class OpenRecordJson
{
    /// <summary>The model with its versions.</summary>
    public static JsonObject ToJson(this Model model) => Write(model, CivitaiJson.Default.Model);

    /// <summary>The version.</summary>
    public static JsonObject ToJson(this ModelVersion version) => Write(version, CivitaiJson.Default.ModelVersion);

    /// <summary>The version.</summary>
    public static JsonObject ToJson(this ModelVersion2 version) => Write(version, CivitaiJson.Default.ModelVersion2);

    /// <summary>The file.</summary>
    public static JsonObject ToJson(this ModelFile file) => Write(file, CivitaiJson.Default.ModelFile);

    private static JsonObject Write<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(value, type)!.AsObject();
}
