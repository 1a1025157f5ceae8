using System.Text.Json;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Cli.Output;

/// <summary>What lies beside files.</summary>
internal sealed record SidecarDocument(IReadOnlyList<SidecarRow> Files);

internal sealed record SidecarRow
{
    public required string Path { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public required IReadOnlyList<string> TriggerWords { get; init; }

    public string? Sha256 { get; init; }

    public string? Notes { get; init; }

    /// <summary>The sidecars, by application.</summary>
    public required IReadOnlyDictionary<string, string> Sidecars { get; init; }

    /// <summary>The preview that each application would show.</summary>
    public required IReadOnlyDictionary<string, string> Previews { get; init; }

    /// <summary>What the picture in the file's header is; null for none.</summary>
    public string? HeaderPreview { get; init; }

    public required IReadOnlyList<string> Problems { get; init; }

    public static SidecarRow From(string path, ForeignSidecars sidecars)
    {
        var found = sidecars.Read(path);
        var problems = found.Problems;
        string? header = null;
        try
        {
            header = BerryAIGen.Library.Sidecars.HeaderPreview.Find(path)?.Container.ToString().ToLowerInvariant();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            problems = [.. problems, FileFailure.From(path, ex).Message];
        }

        return new SidecarRow
        {
            Path = path,
            ModelId = found.Facts.ModelId,
            VersionId = found.Facts.VersionId,
            ModelName = found.Facts.ModelName,
            VersionName = found.Facts.VersionName,
            ModelType = found.Facts.ModelType,
            BaseModel = found.Facts.BaseModel,
            TriggerWords = found.Facts.TriggerWords,
            Sha256 = found.Facts.Sha256,
            Notes = found.Facts.Notes,
            Sidecars = found.Sidecars.ToDictionary(sidecar => sidecar.Application, sidecar => sidecar.Path),
            Previews = sidecars
                .FindPreviews(path)
                .ToDictionary(preview => preview.Application, preview => preview.Path),
            HeaderPreview = header,
            Problems = problems,
        };
    }

    /// <summary>What is known, for a person.</summary>
    public IEnumerable<(string Name, string? Value)> Lines() =>
        [
            ("file", PathText.Of(Path)),
            ("model", NameAndId(ModelName, ModelId)),
            ("version", NameAndId(VersionName, VersionId)),
            ("type", ModelType),
            ("base model", BaseModel),
            ("trigger words", string.Join(", ", TriggerWords)),
            ("sha256", Sha256),
            ("notes", Notes),
            .. Sidecars.Select(sidecar => ($"{sidecar.Key} has", (string?)PathText.Of(sidecar.Value))),
            .. Previews.Select(preview => ($"{preview.Key} shows", (string?)PathText.Of(preview.Value))),
            ("in its header", HeaderPreview is null ? null : $"a picture ({HeaderPreview})"),
        ];

    private static string? NameAndId(string? name, int? id) =>
        (name, id) switch
        {
            (_, null) => name,
            (null, _) => $"{id}",
            _ => $"{name} ({id})",
        };
}

/// <summary>What became of sidecars that were written.</summary>
internal sealed record WrittenSidecarDocument(IReadOnlyList<WrittenSidecarRow> Sidecars);

internal sealed record WrittenSidecarRow(
    string File,
    string Application,
    string Path,
    string State,
    IReadOnlyList<string> Replaced,
    IReadOnlyList<string> Kept,
    ErrorBody? Error
)
{
    public static WrittenSidecarRow From(WrittenSidecar written) =>
        new(
            written.File,
            written.Application,
            written.Path,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(written.State.ToString()),
            written.Replaced,
            written.Kept,
            written.Failure is { } failure ? ErrorDocument.From(failure).Error : null
        );
}
