using System.Text.Json;
using BerryAIGen.Library.Compatibility.Headers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Predefined;

namespace BerryAIGen.Database.Models;

/// <summary>What the registry knows of a model, for the question what runs it.</summary>
public sealed class RegistryFacts(PredefinedModels predefined)
{
    private readonly Dictionary<string, PredefinedModel> _predefined = predefined.All.ToDictionary(model => model.Id);

    public ModelFacts Of(ModelRow row)
    {
        if (_predefined.TryGetValue(row.Id, out var offered) && row.Origin == "predefined")
            return offered.ToFacts();
        using var document = JsonDocument.Parse(row.Metadata);
        // Whatever else a person put there says nothing.
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } metadata)
            return new ModelFacts { Format = row.Format, SizeBytes = row.DiskUsage ?? row.Size };
        return new ModelFacts
        {
            Format = row.Format,
            Architecture = Text(metadata, "architecture") ?? row.Architecture,
            Quantization = Text(metadata, "quantization"),
            Capabilities = JsonSerializer.Deserialize(row.Capabilities, RegistryJson.Default.StringArray) ?? [],
            ContextLength =
                metadata.TryGetProperty("context_length", out var length)
                && length.ValueKind == JsonValueKind.Number
                && length.TryGetInt32(out var tokens)
                    ? tokens
                    : null,
            Parameters = ParameterCount.FindBillions(Text(metadata, "parameters")),
            SizeBytes = row.DiskUsage ?? row.Size,
            Shape = FactsJson.FindShape(metadata),
            Incomplete = row.StatusDetail == "incomplete" ? "a part of it is missing" : Text(metadata, "incomplete"),
        };
    }

    private static string? Text(JsonElement metadata, string member) =>
        metadata.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class RegistryJson : System.Text.Json.Serialization.JsonSerializerContext;
