using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Compatibility.Machines;

namespace BerryAIGen.Database.Indexing;

/// <summary>Writes what is known of a model into its row; a person's words stay.</summary>
internal sealed class RowDescription(ModelRegistry registry, RegistryFacts facts, MachineProfile machine)
{
    // Formats that a name promises; other endings are used for many things.
    private static readonly string[] Promising = [".safetensors", ".sft", ".gguf", ".onnx"];

    // What only the header and the records say; the rest of the metadata is somebody else's and stays.
    private static readonly string[] Own =
    [
        "parameters",
        "quantization",
        "memory_requirement",
        "memory_bytes",
        "context_length",
        "architecture",
        "shape",
        "incomplete",
        "tensor_format",
        "contents",
        "encoder",
        "source_type",
        "source_base_model",
        "version",
        "problem",
        "license",
        "tags",
        "verification",
        "verified_by",
    ];

    /// <param name="row">The row.</param>
    /// <param name="model">What lies on the disk.</param>
    /// <param name="kind">What the row has to do with it.</param>
    /// <param name="by">What it was described by.</param>
    public void Apply(ModelRow row, ModelDescription model, RowKind kind, string by)
    {
        var isOrdered = row.Origin == DownloadKind.KindName;
        var isOffered = kind == RowKind.Offered && !isOrdered;
        var keepsName = RowNames.KeepsName(row, model, kind);
        Place(row, model.Model);
        SetHashes(row, model, kind);
        SetStatus(row, model);
        var personal = JsonNode.Parse(row.UserFields) as JsonObject ?? [];
        if (personal["name"]?.ToString() is { } name)
            row.Name = name;
        else if (!keepsName)
            row.Name = model.Name;
        if (row.Description.Length == 0 || (!isOffered && model.Description.Length > 0))
            row.Description = personal["description"]?.ToString() ?? model.Description;
        row.TrainedWords = (personal["trained_words"] as JsonArray)?.ToJsonString() ?? Json(model.TrainedWords);
        row.Notes ??= model.Notes;
        row.ModelType = model.Type;
        row.BaseModel = model.Base;
        row.Format = model.Format ?? row.Format;
        row.Variant = model.Variant;
        row.Architecture = model.Architecture ?? (isOffered ? row.Architecture : null);
        row.Creator = model.Creator ?? row.Creator;
        row.Capabilities = Json(
            isOffered ? [.. Words(row.Capabilities).Union(model.Capabilities)] : model.Capabilities
        );
        row.Metadata = Merge(row.Metadata, model, isOffered).ToJsonString();
        row.DownloadUrl = isOrdered
            ? model.Source?.Address ?? row.DownloadUrl
            : row.DownloadUrl ?? model.Source?.Address;
        row.DownloadDate ??= model.Source?.FetchedAt;
        row.DescribedBy = by;
        row.Provider = registry.BestProvider(facts.Of(row), machine);
    }

    public static void Place(ModelRow row, FoundModel model)
    {
        row.LocalPath = model.Path;
        row.Root = model.Root;
        row.Size = model.SizeBytes;
        row.DiskUsage = model.SizeBytes;
        row.ModifiedAt = model.ModifiedAt;
        row.Inode = model.Inode;
    }

    public static string Json(IEnumerable<string> words) =>
        new JsonArray([.. words.Select(word => JsonValue.Create(word))]).ToJsonString();

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    private static void SetHashes(ModelRow row, ModelDescription model, RowKind kind)
    {
        var isSame = kind is RowKind.Same or RowKind.Offered;
        row.Sha256 = model.Hashes?.Sha256 ?? (isSame ? row.Sha256 : null);
        row.AutoV2 = row.Sha256?[..10];
        row.Checksum =
            row.Sha256 is { } hash ? $"sha256:{hash}"
            : isSame ? row.Checksum
            : null;
    }

    private static void SetStatus(ModelRow row, ModelDescription model)
    {
        var isBroken =
            model.Error is not null
            && (
                model.Model.IsFolder
                || Promising.Contains(Path.GetExtension(model.Model.Path), StringComparer.OrdinalIgnoreCase)
            );
        row.Status = isBroken ? ModelStatus.Error : ModelStatus.Local;
        row.StatusDetail =
            !isBroken ? null
            : model.Error!.Rule is "MissingFiles" or "truncated" ? StatusDetails.Incomplete
            : StatusDetails.Broken;
    }

    private static JsonObject Merge(string known, ModelDescription model, bool isOffered)
    {
        var merged = JsonNode.Parse(known) as JsonObject ?? [];
        foreach (var name in isOffered ? [] : Own)
            merged.Remove(name);
        foreach (var (name, value) in model.Metadata)
            merged[name] = value?.DeepClone();
        if (model.Error is { } error)
            merged["problem"] = new JsonObject { ["rule"] = error.Rule, ["message"] = error.Message };
        return merged;
    }
}

/// <summary>What a row has to do with a model that was found.</summary>
internal enum RowKind
{
    /// <summary>Made for it.</summary>
    New,

    /// <summary>It offered the model before anybody had it.</summary>
    Offered,

    /// <summary>Of these bytes, here or elsewhere.</summary>
    Same,

    /// <summary>Of other bytes that lay under the same path.</summary>
    Changed,
}
