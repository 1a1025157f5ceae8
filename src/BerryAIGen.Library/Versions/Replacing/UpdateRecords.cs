using System.Text.Json;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Reads and writes the records of updates, a file each in the record of their root.</summary>
internal sealed class UpdateRecords(RecordRoot root)
{
    private const string Ending = ".json";

    /// <summary>Of a folder that has a record, or would have one.</summary>
    public static string FolderIn(string folder) => Path.Combine(folder, RecordRoot.FolderName, "updates");

    private string Folder => FolderIn(root.Path);

    /// <summary>The oldest first. One that cannot be read names nothing that could be brought back, and is passed over.</summary>
    public IReadOnlyList<UpdateRecord> All() =>
        Directory.Exists(Folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(Folder, "*" + Ending)
                    .Order(StringComparer.Ordinal)
                    .Select(path => Find(Path.GetFileNameWithoutExtension(path)))
                    .OfType<UpdateRecord>(),
            ]
            : [];

    public UpdateRecord? Find(string id)
    {
        if (!FileNames.IsSafeComponent(id))
            return null;
        try
        {
            return
                JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(id)), UpdateJson.Default.UpdateRecord)
                    is { Names.Count: > 0 } record
                && record.Id == id
                && IsSound(record)
                ? record
                : null;
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null;
        }
    }

    public void Write(UpdateRecord record)
    {
        Directory.CreateDirectory(Folder);
        AtomicFile.WriteJson(
            PathOf(record.Id),
            JsonSerializer.SerializeToNode(record, UpdateJson.Default.UpdateRecord)!
        );
    }

    /// <summary>For an update that was taken back before it was done.</summary>
    public void Remove(UpdateRecord record) => File.Delete(PathOf(record.Id));

    /// <summary>One at a time in each root: whoever has the turn finishes first what a crash left half done.</summary>
    public Task<IDisposable> TurnAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        return Turn.TakeAsync(Folder, time, cancellationToken);
    }

    // Records lie among files from everywhere; what they say becomes paths.
    private static bool IsSound(UpdateRecord record) =>
        RecordPaths.StaysBelow(record.OldPath)
        && RecordPaths.StaysBelow(record.NewPath)
        && RecordPaths.StaysBelow(record.Staged)
        && record.Names.All(FileNames.IsSafeComponent)
        && record.Leaving.All(leaving =>
            FileNames.IsSafeComponent(leaving.Item) && (leaving.How is not null || RecordPaths.StaysBelow(leaving.Path))
        )
        && record.Links.All(link => FileNames.IsSafeComponent(link.Item));

    private string PathOf(string id) => Path.Combine(Folder, id + Ending);
}
