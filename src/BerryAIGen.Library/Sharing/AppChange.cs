using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Sharing;

/// <summary>One change of an application's settings: the old file, the new one's hash, and the links made with it.</summary>
internal sealed class AppChange
{
    private const string RecordName = "change.json";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private const string UndoneName = "undone";

    private readonly string _folder;
    private readonly byte[]? _bytes;
    private readonly string _hash;

    // Newer ones that were never done; with this one undone nobody could tell any more.
    private IReadOnlyList<AppChange> _passed = [];

    private AppChange(string folder, string file, byte[]? bytes, string hash, IReadOnlyList<FolderLink> links)
    {
        _folder = folder;
        File = file;
        _bytes = bytes;
        _hash = hash;
        Links = links;
    }

    public string Id => Path.GetFileName(_folder);

    /// <summary>The settings.</summary>
    public string File { get; }

    public IReadOnlyList<FolderLink> Links { get; }

    /// <summary>The old settings; null when there were none.</summary>
    public string? Backup => System.IO.File.Exists(BackupPath) ? BackupPath : null;

    private string BackupPath => Path.Combine(_folder, Path.GetFileName(File));

    /// <summary>Keeps the old settings and writes down what will be done.</summary>
    public static AppChange Begin(
        string application,
        string file,
        bool isThere,
        byte[] bytes,
        IReadOnlyList<FolderLink> links,
        DateTimeOffset now
    )
    {
        var stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var folder = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => Path.Combine(FolderOf(application), $"{stamp}-{number:000}"))
            .First(path => !Directory.Exists(path));
        Directory.CreateDirectory(folder);
        var change = new AppChange(folder, file, bytes, HashOf(bytes), links);
        if (isThere)
            System.IO.File.Copy(file, change.BackupPath, overwrite: false);
        AtomicFile.WriteJson(
            Path.Combine(folder, RecordName),
            new JsonObject
            {
                ["file"] = file,
                ["sha256"] = change._hash,
                ["links"] = new JsonArray([
                    .. links.Select(link => new JsonObject { ["target"] = link.Target, ["source"] = link.Source }),
                ]),
            }
        );
        return change;
    }

    /// <summary>The last change that was done and is not undone; null when there is none.</summary>
    public static AppChange? FindLast(string application)
    {
        if (!Directory.Exists(FolderOf(application)))
            return null;
        List<AppChange> passed = [];
        foreach (
            var folder in Directory
                .EnumerateDirectories(FolderOf(application))
                .Where(path =>
                    System.IO.File.Exists(Path.Combine(path, RecordName))
                    && !System.IO.File.Exists(Path.Combine(path, UndoneName))
                )
                .OrderDescending(StringComparer.Ordinal)
        )
        {
            var change = Open(folder);
            if (!change.IsUntouched)
            {
                change._passed = passed;
                return change;
            }

            passed.Add(change);
        }

        return null;
    }

    // A process that was killed before its first write leaves everything as it was.
    private bool IsUntouched =>
        !Links.Any(IsMade)
        && (
            Backup is { } backup
                ? System.IO.File.Exists(File)
                    && System.IO.File.ReadAllBytes(File).AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(backup))
                : !System.IO.File.Exists(File)
        );

    private static AppChange Open(string folder)
    {
        var record = Read(Path.Combine(folder, RecordName));
        var links = record["links"] is JsonArray rows ? rows.OfType<JsonObject>() : [];
        return new AppChange(
            folder,
            $"{record["file"]}",
            null,
            $"{record["sha256"]}",
            [.. links.Select(link => new FolderLink($"{link["target"]}", $"{link["source"]}"))]
        );
    }

    // It lies among files from everywhere: what it says is checked before it is believed.
    private static JsonObject Read(string path)
    {
        try
        {
            if (JsonNode.Parse(System.IO.File.ReadAllText(path), documentOptions: Strict) is JsonObject record)
                return record;
        }
        catch (JsonException ex)
        {
            throw Unreadable(path, ex);
        }

        throw Unreadable(path, reason: null);
    }

    private static LibraryException Unreadable(string path, JsonException? reason) =>
        new(
            FailureCode.Failed,
            $"{path} cannot be read, so that nothing is undone; the settings from before may lie beside it.",
            reason
        );

    public void Apply()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Write(_bytes!);
        foreach (var link in Links)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(link.Target)!);
            Directory.CreateSymbolicLink(link.Target, link.Source);
        }
    }

    /// <exception cref="LibraryException">The settings are not those that were written.</exception>
    public IReadOnlyList<string> Undo()
    {
        if (HashOf(System.IO.File.ReadAllBytes(File)) != _hash)
            throw new LibraryException(
                FailureCode.Conflict,
                $"{File} was changed since and stays; the settings from before are in {Backup ?? "no file, there were none"}."
            );
        foreach (var change in _passed)
            change.MarkUndone();
        if (Backup is { } backup)
            Write(System.IO.File.ReadAllBytes(backup));
        else
            System.IO.File.Delete(File);
        List<string> notes = [];
        foreach (var link in Links)
        {
            // Without recursion only the link itself can go.
            if (!IsInApplication(link.Target))
                notes.Add($"{link.Target} is outside of the application's folder, and stays");
            else if (IsMade(link))
                Directory.Delete(link.Target);
            else if (Path.Exists(link.Target) || new DirectoryInfo(link.Target).LinkTarget is not null)
                notes.Add($"{link.Target} is no longer the link that was made, and stays");
        }

        MarkUndone();
        return notes;
    }

    private void MarkUndone() => System.IO.File.WriteAllText(Path.Combine(_folder, UndoneName), "");

    private static bool IsMade(FolderLink link) => new DirectoryInfo(link.Target).LinkTarget == link.Source;

    // A start script stays a program.
    private void Write(byte[] bytes)
    {
        UnixFileMode? mode =
            !OperatingSystem.IsWindows() && System.IO.File.Exists(File) ? System.IO.File.GetUnixFileMode(File) : null;
        AtomicFile.Write(File, bytes);
        if (mode is { } kept && !OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, kept);
    }

    // <application>/.berry/settings/<change>
    private bool IsInApplication(string path) =>
        Path.GetFullPath(path) == path
        && RecordPaths.IsBelow(path, Path.GetFullPath(Path.Combine(_folder, "..", "..", "..")));

    private static string FolderOf(string application) => Path.Combine(application, RecordRoot.FolderName, "settings");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
