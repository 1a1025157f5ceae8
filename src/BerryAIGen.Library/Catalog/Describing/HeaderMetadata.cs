using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Headers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>The metadata of a model as the API has it; what is not known is left out.</summary>
internal static class HeaderMetadata
{
    private const long Gigabyte = 1L << 30;
    private const long Megabyte = 1L << 20;

    // What would be told as 0M.
    private const long LeastTold = 50_000;

    public static JsonObject Of(
        FoundModel model,
        InspectedFile? file,
        ModelWords words,
        SidecarFacts facts,
        JsonObject? own,
        string? verifiedBy,
        long? projectorBytes
    )
    {
        var card = own?["model_card"] as JsonObject;
        var identity = file?.Identity ?? Identity.Unknown;
        var metadata = new JsonObject
        {
            ["license"] = words.License ?? card?["license"]?.ToString(),
            ["tags"] = Texts(facts.Tags.Count > 0 ? facts.Tags : words.Tags),
            ["tensor_format"] = identity.Format,
            ["contents"] = Texts(identity.Contents),
            ["encoder"] = identity.Arch,
            ["source_type"] = facts.ModelType,
            ["source_base_model"] = facts.BaseModel,
            ["version"] = facts.VersionName,
            ["verification"] = VerificationWords.Of(verifiedBy),
            ["verified_by"] = verifiedBy,
        };
        foreach (var name in metadata.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            metadata.Remove(name);
        if (file is not null)
            AddFacts(FactsOf(model, file) with { ProjectorBytes = projectorBytes }, metadata);
        return metadata;
    }

    /// <summary><c>~4GB</c>, <c>~512MB</c>, in steps of 1024.</summary>
    public static string MemoryText(long bytes) =>
        bytes >= Gigabyte
            ? string.Create(CultureInfo.InvariantCulture, $"~{bytes / (double)Gigabyte:0.#}GB")
            : string.Create(CultureInfo.InvariantCulture, $"~{Math.Max(1, bytes / Megabyte)}MB");

    private static void AddFacts(ModelFacts facts, JsonObject metadata)
    {
        FactsJson.Write(facts, metadata);
        if (metadata["memory_bytes"] is JsonValue need && need.TryGetValue<long>(out var bytes))
            metadata["memory_requirement"] = MemoryText(bytes);
    }

    private static ModelFacts FactsOf(FoundModel model, InspectedFile file)
    {
        var facts = HeaderFacts.Of(file, model.SizeBytes);
        return facts with
        {
            // Of a divided model the first file has only its own part.
            Parameters =
                model.Parts.Count > 1
                    ? null
                    : facts.Parameters ?? (file.ParameterCount is > LeastTold and { } count ? count / 1e9 : null),
            Quantization = facts.Quantization ?? CommonDtype(file),
            Incomplete = facts.Incomplete ?? (model.Missing.Count > 0 ? $"{model.Missing[0]} is missing" : null),
        };
    }

    // Most of the values decide: norms are often kept finer.
    private static string? CommonDtype(InspectedFile file) =>
        file.Table is { Tensors.Count: > 0 } table
            ? table
                .Tensors.GroupBy(tensor => tensor.Dtype)
                .MaxBy(group => group.Sum(tensor => (double)tensor.ValueCount))!
                .Key
            : null;

    private static JsonArray? Texts(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
}
