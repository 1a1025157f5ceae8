using System.Text.Json;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>Reads and writes the lists of the items in a folder.</summary>
internal sealed class KeptManifests(string folder)
{
    public static string PathIn(string item) => Path.Combine(item, "manifest.json");

    public IEnumerable<KeptManifest> All() =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Select(path => Find(Path.GetFileName(path))).OfType<KeptManifest>()
            : [];

    // A damaged list names nothing that could be restored or deleted; the files stay where they are.
    public KeptManifest? Find(string id)
    {
        if (!FileNames.IsSafeComponent(id))
            return null;
        try
        {
            return
                JsonSerializer.Deserialize(
                    File.ReadAllBytes(PathIn(Path.Combine(folder, id))),
                    KeptJson.Default.KeptManifest
                )
                    is { Names.Count: > 0 } manifest
                ? manifest with
                {
                    Id = id,
                }
                : null;
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null;
        }
    }

    public void Write(KeptManifest manifest) =>
        AtomicFile.WriteJson(
            PathIn(Path.Combine(folder, manifest.Id)),
            JsonSerializer.SerializeToNode(manifest, KeptJson.Default.KeptManifest)!
        );
}
