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
        var facts = FactsJson.Read(metadata);
        return facts with
        {
            Format = row.Format,
            Architecture = facts.Architecture ?? row.Architecture,
            Capabilities = JsonSerializer.Deserialize(row.Capabilities, RegistryJson.Default.StringArray) ?? [],
            SizeBytes = row.DiskUsage ?? row.Size,
            Incomplete = row.StatusDetail == StatusDetails.Incomplete ? "a part of it is missing" : facts.Incomplete,
        };
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class RegistryJson : System.Text.Json.Serialization.JsonSerializerContext;
