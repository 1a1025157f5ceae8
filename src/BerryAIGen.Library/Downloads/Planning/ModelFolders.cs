using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>
/// Which folder is whose, for models that are a folder: repositories of several owners have the same name, and files of two
/// in one folder would be no model. The records on the disk tell, and what this process is about to put there.
/// </summary>
internal sealed class ModelFolders
{
    private const string Member = "repository";

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of a file of such a model.</summary>
    /// <param name="place">Where the model's folder goes.</param>
    /// <param name="file">Has a <see cref="RemoteFile.Subfolder"/>.</param>
    public string Find(string place, RemoteFile file)
    {
        var parts = file.Subfolder!.Split('/').Select(FileNames.Clean).ToArray();
        if (file.Repository is { } repository && OwnerOf(Path.Combine(place, parts[0]), repository) != repository)
            parts[0] = FileNames.Clean(repository.Replace("/", "--", StringComparison.Ordinal));
        return SafePath.Combine(place, string.Join('/', parts));
    }

    private string OwnerOf(string folder, string asking) =>
        _owners.GetOrAdd(folder, static (folder, asking) => Recorded(folder, asking) ?? asking, asking);

    /// <summary>Who is recorded there: the one who asks, if it has anything there, else another; null when nobody is.</summary>
    private static string? Recorded(string folder, string asking)
    {
        try
        {
            string? other = null;
            foreach (var path in Records(folder))
            {
                if (RepositoryOf(path) is not { } repository)
                    continue;
                if (repository == asking)
                    return asking;
                other ??= repository;
            }

            return other;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return null; // What cannot be read is told when something is written there.
        }
    }

    private static IEnumerable<string> Records(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{Sidecar.Ending}", Deep) : [];

    private static string? RepositoryOf(string recordPath)
    {
        try
        {
            return SidecarStore.Find(recordPath[..^Sidecar.Ending.Length])?[Member] is JsonValue value
                ? value.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
