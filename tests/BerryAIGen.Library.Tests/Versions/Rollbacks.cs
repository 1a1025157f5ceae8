using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Replacing;
using static BerryAIGen.Library.Tests.Versions.VersionedModel;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>Updates of a <see cref="VersionedModel"/> that are taken back, and what is on the disk before and after.</summary>
internal static class Rollbacks
{
    /// <summary>Downloads the second newest version, and updates it.</summary>
    public static async Task<UpdatedFile> UpdatedAsync(VersionedModel model)
    {
        await model.DownloadAsync(1);
        return (await model.UpdateAsync()).ShouldHaveSingleItem();
    }

    /// <summary>A person deletes what the update brought, and puts a file of their own there.</summary>
    public static void PutAnother(UpdatedFile updated)
    {
        File.Delete(updated.NewPath!);
        File.WriteAllText(updated.NewPath!, "mine");
    }

    public static string RecordOf(VersionedModel model, UpdatedFile updated) =>
        Path.Combine(RecordRoot.FolderIn(model.Story.Path()), "updates", updated.Id + ".json");

    public static string StageOf(VersionedModel model, UpdatedFile updated) =>
        JsonNode.Parse(File.ReadAllText(RecordOf(model, updated)))!["stage"]!.GetValue<string>();

    // As one that was killed leaves it.
    public static void SetStage(VersionedModel model, UpdatedFile updated, string stage)
    {
        var record = JsonNode.Parse(File.ReadAllText(RecordOf(model, updated)))!;
        record["stage"] = stage;
        File.WriteAllText(RecordOf(model, updated), record.ToJsonString());
    }

    public static async Task LeaveAsync(VersionedModel model, UpdatedFile updated) =>
        (
            await model.Library.Keeping.Versions.PutAsAsync(updated.NewPath!, updated.Id + "-new", null, Token)
        ).Failure.ShouldBeNull();

    public static async Task<RolledBackUpdate> RollBackAsync(VersionedModel model, string name) =>
        (await model.Library.Updates.RollBackAsync([name], model.Story.Path(), Token)).ShouldHaveSingleItem();

    public static string[] Snapshot(VersionedModel model) => Snapshot(model.Story.Path());

    // Names, bytes, times, numbers on the disk and where links lead: exactly as it was means all of these.
    public static string[] Snapshot(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("/.berry/") && !path.Contains("/downloads/"))
                .Order(StringComparer.Ordinal)
                .Select(path =>
                    $"{path} {FileStat.Find(path)?.Stamp} {new FileInfo(path).LinkTarget} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"
                ),
        ];
}
