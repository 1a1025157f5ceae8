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
        var offered = row.Origin == "predefined" ? _predefined.GetValueOrDefault(row.Id)?.ToFacts() : null;
        using var document = JsonDocument.Parse(row.Metadata);
        // Whatever else a person put there says nothing.
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } metadata)
            return offered ?? new ModelFacts { Format = row.Format, SizeBytes = row.DiskUsage ?? row.Size };
        if (offered is not null)
            return offered with { NoModel = FindNoModel(metadata, row) };
        var facts = FactsJson.Read(metadata);
        var incomplete =
            facts.Incomplete ?? (row.StatusDetail == StatusDetails.Incomplete ? "a part of it is missing" : null);
        return facts with
        {
            Format = row.Format,
            Architecture = facts.Architecture ?? row.Architecture,
            Capabilities = JsonSerializer.Deserialize(row.Capabilities, RegistryJson.Default.StringArray) ?? [],
            SizeBytes = row.DiskUsage ?? row.Size,
            Incomplete = incomplete,
            NoModel = incomplete is null ? FindNoModel(metadata, row) : null,
        };
    }

    // What reading the file came to; where it can be read as a model's, what is wrong with it is only told.
    private static string? FindNoModel(JsonElement metadata, ModelRow row) =>
        row.Status != ModelStatus.Available
        && metadata.TryGetProperty("problem", out var problem)
        && problem.ValueKind == JsonValueKind.Object
        && problem.TryGetProperty("rule", out var rule)
        && rule.ValueKind == JsonValueKind.String
        && (row.Format is null || row.StatusDetail == StatusDetails.Broken || rule.ValueEquals("NotAModel"))
        && problem.TryGetProperty("message", out var message)
            ? message.ToString()
            : null;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class RegistryJson : System.Text.Json.Serialization.JsonSerializerContext;
