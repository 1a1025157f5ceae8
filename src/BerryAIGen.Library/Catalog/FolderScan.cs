using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.IO;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>
/// Looks through a layout's folders for model files; reads their sidecars and nothing else of them. Links are followed,
/// as the applications do, but each real folder is read once: a link may lead back.
/// </summary>
internal static class FolderScan
{
    /// <summary>Looks through several places, one after the other.</summary>
    /// <exception cref="LibraryException">None of them has such a kind of folder.</exception>
    public static FolderListing Run(IReadOnlyList<LayoutRoot> roots, string? only, CancellationToken cancellationToken)
    {
        List<FolderListing> listings = [];
        foreach (var root in roots)
        {
            // One place may lack a kind that another has; only when all lack it, it is a mistake.
            if (only is null || listings.Count == 0 && root == roots[^1] || root.FindKind(only) is not null)
                listings.Add(Run(root, only is null ? null : TargetFolders.GetKind(root, only), cancellationToken));
        }

        return listings is [var single]
            ? single
            : new FolderListing(
                [
                    .. listings
                        .SelectMany(listing => listing.Models)
                        .DistinctBy(model => model.Path)
                        .OrderBy(model => model.ModelType, StringComparer.Ordinal)
                        .ThenBy(model => model.Path, StringComparer.Ordinal),
                ],
                [.. listings.SelectMany(listing => listing.Warnings)]
            );
    }

    /// <param name="root">The layout at its place.</param>
    /// <param name="only">One kind, null for all.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static FolderListing Run(LayoutRoot root, LayoutFolder? only, CancellationToken cancellationToken)
    {
        List<ListedModel> models = [];
        List<string> warnings = [];
        HashSet<string> seen = [];
        var folders = root
            .Kinds.Append(only)
            .OfType<LayoutFolder>()
            .DistinctBy(kind => kind.Id)
            .SelectMany(kind => root.FoldersOf(kind).Select((path, index) => (Kind: kind, Path: path, Index: index)))
            // A folder inside another one's is the more exact word for its files.
            .OrderByDescending(folder => folder.Path.Length)
            .ThenBy(folder => folder.Path, StringComparer.Ordinal);
        List<(int Index, string Name, ListedModel Model)> found = [];
        foreach (var (kind, folder, index) in folders)
        {
            foreach (var model in ModelsBelow(new DirectoryInfo(folder), seen, cancellationToken))
            {
                if (only is null || only.Id == kind.Id)
                    found.Add((index, Path.GetRelativePath(folder, model.FullName), Describe(model, kind, warnings)));
            }
        }

        models.AddRange(root.IsFirstFolderFirst ? WithoutHidden(found, warnings) : found.Select(row => row.Model));

        return new FolderListing(
            [
                .. models
                    .OrderBy(model => model.ModelType, StringComparer.Ordinal)
                    .ThenBy(model => model.Path, StringComparer.Ordinal),
            ],
            warnings
        );
    }

    // The application takes the first file of a name; one behind it can never be chosen.
    private static IEnumerable<ListedModel> WithoutHidden(
        List<(int Index, string Name, ListedModel Model)> found,
        List<string> warnings
    )
    {
        foreach (var same in found.GroupBy(row => (row.Model.ModelType, row.Name)))
        {
            var ordered = same.OrderBy(row => row.Index).ToList();
            yield return ordered[0].Model;
            warnings.AddRange(
                ordered
                    .Skip(1)
                    .Select(row => $"{row.Model.Path} is hidden by {ordered[0].Model.Path}, which is found first")
            );
        }
    }

    // Model files, and folders that are one model as for the index.
    private static IEnumerable<FileSystemInfo> ModelsBelow(
        DirectoryInfo top,
        HashSet<string> seen,
        CancellationToken cancellationToken
    )
    {
        Stack<(DirectoryInfo Folder, string Real)> open = new([(top, RealPath(top))]);
        while (open.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!seen.Add(next.Real))
                continue;
            if (next.Folder != top && ModelNames.IsModelFolder(next.Folder.FullName))
            {
                yield return next.Folder;
                continue;
            }

            foreach (var entry in next.Folder.EnumerateFileSystemInfos("*", FolderEntries.Readable))
            {
                if (entry is DirectoryInfo { Name: ".git" or RecordRoot.FolderName })
                    continue;
                if (entry is DirectoryInfo folder)
                    open.Push((folder, RealPath(folder, Path.Combine(next.Real, folder.Name))));
                else if (
                    entry is FileInfo { Exists: true }
                    && ModelNames.IsModel(entry.FullName)
                    && !RegularFile.IsOther(entry.FullName)
                )
                    yield return entry;
            }
        }
    }

    private static string RealPath(DirectoryInfo folder) =>
        RealPath(folder, folder.Parent is { } parent ? Path.Combine(RealPath(parent), folder.Name) : folder.FullName);

    private static string RealPath(DirectoryInfo folder, string path)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            // A link in a circle; reading it finds nothing.
            return path;
        }
    }

    private static ListedModel Describe(FileSystemInfo file, LayoutFolder kind, List<string> warnings)
    {
        var record = FindRecord(file, warnings);
        return new ListedModel
        {
            Path = file.FullName,
            Name =
                Text(record, "model_name")
                ?? Text(record?["model"], "name")
                ?? (file is FileInfo ? Path.GetFileNameWithoutExtension(file.Name) : file.Name),
            ModelType = kind.Id,
            BaseModel =
                Text(record, "base_model") ?? Text(record?["version"], "baseModel") ?? IdentityRecord.FindBase(record),
            SizeBytes = SizeOf(file, warnings),
            ModelId = Number(record, "model_id") ?? Number(record?["model"], "id"),
            VersionId = Number(record, "version_id") ?? Number(record?["version"], "id"),
            Status = "local",
        };
    }

    private static long SizeOf(FileSystemInfo model, List<string> warnings)
    {
        if (model is FileInfo file)
            return file.Length;
        try
        {
            return FolderFiles.Of(model.FullName).Sum(part => FileStat.Find(part.FullName)?.Stamp.SizeBytes ?? 0);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"a part of {model.FullName} cannot be read: {ex.Message}");
            return 0;
        }
    }

    private static JsonObject? FindRecord(FileSystemInfo file, List<string> warnings)
    {
        try
        {
            return SidecarStore.Find(file.FullName);
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            warnings.Add($"{Sidecar.PathOf(file.FullName)} cannot be read: {ex.Message}");
            return null;
        }
    }

    private static string? Text(JsonNode? record, string name) =>
        (record as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? record, string name) =>
        (record as JsonObject)?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
