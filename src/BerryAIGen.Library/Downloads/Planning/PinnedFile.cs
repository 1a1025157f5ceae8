using System.Text.Json.Nodes;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>The one file that a reference can only mean, whatever its source says today.</summary>
internal sealed record PinnedFile
{
    private const int CommitDigits = 40;
    private const int Sha256Digits = 64;

    private int? ModelId { get; init; }

    private int? VersionId { get; init; }

    private int? FileId { get; init; }

    private string? Sha256 { get; init; }

    private string? Repository { get; init; }

    private string? Commit { get; init; }

    private string? Path { get; init; }

    private string? FileName { get; init; }

    /// <summary>Null where only the source can tell which file is meant: of a model, of a branch, by a wish.</summary>
    public static PinnedFile? Of(Reference reference, DownloadRequest request)
    {
        var pasted = reference.Sha256 ?? (reference.Kind == ReferenceKind.Hash ? reference.Hash : null);
        var sha256 = request.Sha256 ?? pasted;
        // A list of checksums, or a hash that several files may have.
        if (sha256 is not null && !IsHex(sha256, Sha256Digits))
            return null;
        if (pasted is not null && !pasted.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            return null;
        var pin = new PinnedFile { Sha256 = sha256?.ToLowerInvariant(), FileName = request.Target.FileName };
        // Which folder is named, the record does not know.
        return request.Target.ModelType is not null ? null
            : reference.Kind is ReferenceKind.Model or ReferenceKind.Version or ReferenceKind.File
                ? OfCivitai(pin, reference, request.Choice)
            : reference.Kind == ReferenceKind.HuggingFace ? OfHub(pin, reference, request.Choice)
            : reference.Kind is ReferenceKind.Hash or ReferenceKind.Url
            && sha256 is not null
            && request.Choice == FileChoice.Primary
                ? pin
            : null;
    }

    /// <summary>Whether its record is worth reading.</summary>
    public bool MayBe(KnownFile file) =>
        file.Presence == FilePresence.Present
        && (Sha256 is null || file.Hashes?.Sha256 == Sha256)
        && (VersionId is null || file.Origin?.VersionId == VersionId)
        && (FileId is null || file.Origin?.FileId == FileId)
        && (Path is null || file.Path.EndsWith(System.IO.Path.GetExtension(Path), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file is it, by the record beside it.</summary>
    public bool Is(string path, JsonObject record) =>
        // Taken out of an archive or converted, it is what came of the file, not the file.
        record["unpacked_from"] is null
        && record["converted_from"] is null
        && (FileName is null || FileName == System.IO.Path.GetFileName(path))
        && (ModelId is null || record.Number("model_id") == ModelId)
        && (VersionId is null || record.Number("version_id") == VersionId)
        // A version means its primary file; another one of it may be recorded as well.
        && (FileId is null ? VersionId is null || record.Member("file").IsTrue("primary") : IsFile(record))
        && (Repository is null || IsOfHub(record));

    private bool IsFile(JsonObject record) => record.Number("file_id") == FileId;

    private bool IsOfHub(JsonObject record) =>
        string.Equals(record.Text("repository"), Repository, StringComparison.OrdinalIgnoreCase)
        && string.Equals(record.Text("revision"), Commit, StringComparison.OrdinalIgnoreCase)
        && record.Text("path") == Path;

    private static PinnedFile? OfCivitai(PinnedFile pin, Reference reference, FileChoice choice)
    {
        var (version, file) = (reference.VersionId ?? choice.VersionId, reference.FileId ?? choice.FileId);
        var hasWishes =
            choice with { VersionId = null, FileId = null } != FileChoice.Primary
            // An address of the site's own may have wishes behind it.
            || (file is null && reference.Url?.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) == true)
            || version != (choice.VersionId ?? version)
            || file != (choice.FileId ?? file);
        return hasWishes || (version is null && file is null)
            ? null
            : pin with
            {
                ModelId = reference.ModelId,
                VersionId = version,
                FileId = file,
            };
    }

    private static PinnedFile? OfHub(PinnedFile pin, Reference reference, FileChoice choice) =>
        reference is { Path: { } path, IsFolder: false, Repository: { } repository }
        && (choice.Revision ?? reference.Revision) is { } revision
        && IsHex(revision, CommitDigits)
        && choice with { Revision = null } == FileChoice.Primary
            ? pin with
            {
                Repository = repository,
                Commit = revision,
                Path = path,
            }
            : null;

    private static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigit);
}
