using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Models;

/// <summary>The metadata of a model in the form of the description, made of its row.</summary>
internal static class MetadataDocument
{
    // What fast and small mean to people who run models at home.
    private const double FastBillions = 4;
    private const double ModerateBillions = 14;
    private const double HighBytes = 0.75;
    private const double MediumBytes = 1.2;

    public static JsonObject Of(ModelRow row)
    {
        var known = JsonNode.Parse(row.Metadata) as JsonObject ?? [];
        var metadata = new JsonObject { ["model_id"] = row.Id };
        foreach (
            var name in (string[])
                [
                    "parameters",
                    "quantization",
                    "memory_requirement",
                    "memory_bytes",
                    "context_length",
                    "license",
                    "tags",
                    "architecture",
                    "training_data",
                ]
        )
            metadata[name] = known[name]?.DeepClone();
        metadata["architecture"] ??= row.Architecture;
        metadata["tags"] ??= new JsonArray();
        metadata["performance_metrics"] = Performance(row, known);
        foreach (var (name, value) in known)
            metadata[name] ??= value?.DeepClone();
        metadata["model_type"] = row.ModelType;
        metadata["base_model"] = row.BaseModel;
        metadata["format"] = row.Format;
        metadata["trained_words"] = JsonNode.Parse(row.TrainedWords);
        metadata[MetadataFiles.Mark] = (row.UpdatedAt - DateTime.UnixEpoch).TotalSeconds;
        return metadata;
    }

    // Words of the description; a number only where somebody measured it.
    private static JsonObject Performance(ModelRow row, JsonObject known)
    {
        var metrics = known["performance_metrics"]?.DeepClone() as JsonObject ?? [];
        var billions = ParameterCount.FindBillions(known["parameters"]?.ToString());
        metrics["inference_speed"] ??=
            billions is not { } count ? null
            : count < FastBillions ? "fast"
            : count < ModerateBillions ? "moderate"
            : "slow";
        metrics["memory_efficiency"] ??=
            billions is not > 0 || (row.DiskUsage ?? row.Size) is not { } bytes ? null
            : bytes / (billions.Value * 1e9) is var each && each <= HighBytes ? "high"
            : each <= MediumBytes ? "medium"
            : "low";
        metrics["accuracy_score"] ??= null;
        return metrics;
    }
}
