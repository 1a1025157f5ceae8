using System.Text.Json;
using System.Text.Json.Nodes;
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
        var metadata = JsonNode.Parse(row.Metadata) as JsonObject ?? [];
        return new ModelFacts
        {
            Format = row.Format,
            Architecture = row.Architecture,
            Quantization = metadata["quantization"]?.ToString(),
            Capabilities = JsonSerializer.Deserialize<string[]>(row.Capabilities) ?? [],
            ContextLength =
                metadata["context_length"] is JsonValue length && length.TryGetValue<int>(out var tokens)
                    ? tokens
                    : null,
            Parameters = ParameterCount.FindBillions(metadata["parameters"]?.ToString()),
            SizeBytes = row.DiskUsage ?? row.Size,
            Shape = FactsJson.FindShape(metadata),
            Incomplete =
                row.StatusDetail == "incomplete" ? "a part of it is missing" : metadata["incomplete"]?.ToString(),
        };
    }
}
