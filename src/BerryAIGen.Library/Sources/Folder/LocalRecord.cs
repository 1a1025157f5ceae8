using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>What the sidecar beside an original says, so that the copy goes to the same kind of folder and keeps its record.</summary>
internal static class LocalRecord
{
    // These tell of one place on disk, not of the model.
    private static readonly string[] Own = ["file_name", "fetched_at", "preview", "verified_by"];

    /// <summary>Null when there is none, it cannot be read, or it tells of other bytes.</summary>
    public static JsonObject? Find(string path, string sha256)
    {
        try
        {
            var record = SidecarStore.Find(path);
            return string.Equals(record.Member("hashes").Text("sha256"), sha256, StringComparison.OrdinalIgnoreCase)
                ? record
                : null;
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null;
        }
    }

    public static RemoteFile Apply(RemoteFile file, JsonObject record)
    {
        var kept = record.DeepClone().AsObject();
        foreach (var name in Own)
            kept.Remove(name);
        return file with
        {
            ModelType = record.Text("model_type"),
            FileType = record.Text("file_type"),
            BaseModel = record.Text("base_model"),
            Format = record.Text("format"),
            Precision = record.Text("precision"),
            ModelId = (int?)record.Number("model_id"),
            VersionId = (int?)record.Number("version_id"),
            FileId = (int?)record.Number("file_id"),
            ModelName = record.Text("model_name"),
            VersionName = record.Text("version_name"),
            Creator = record.Text("creator"),
            Tags = record.Texts("tags"),
            Air = record.Text("air"),
            Record = kept,
        };
    }
}
