using System.Text.Json;
using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Toolkit.Api.Downloads;

/// <summary>Plans and references in the words of the API.</summary>
internal static class DownloadWords
{
    public static PlanDocument Of(IReadOnlyList<DownloadItem> items) =>
        new(
            [.. items.Select(Describe)],
            items.Where(item => item.State == DownloadState.Planned).Sum(item => item.SizeBytes ?? 0)
        );

    public static ReferenceDocument Of(Reference reference) =>
        new()
        {
            Kind = Word(reference.Kind.ToString()).Replace("_", "", StringComparison.Ordinal),
            Reference = reference.Text,
            ModelId = reference.ModelId,
            VersionId = reference.VersionId,
            FileId = reference.FileId,
            Air = reference.Air,
            Repo = reference.Repository,
            Revision = reference.Revision,
            Path = reference.Path,
            Url = reference.Url?.ToString(),
            Hash = reference.Hash,
            Reason = reference.Reason,
        };

    private static PlannedItem Describe(DownloadItem item) =>
        new()
        {
            Reference = item.Reference,
            State = Word(item.State.ToString()),
            File = item.File,
            Path = item.Path,
            Url = item.Url,
            Size = item.SizeBytes,
            Sha256 = item.Sha256,
            Reason = item.Reason,
            Error = item.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
            Companions = item.Companions.Count == 0 ? null : [.. item.Companions.Select(Describe)],
            CompanionNote = item.CompanionNote,
        };

    private static PlannedCompanion Describe(ModelCompanion companion) =>
        new(
            companion.Role,
            companion.Folder,
            companion.Path is null ? "missing" : "present",
            companion.File,
            companion.Path,
            companion.Address.AbsoluteUri,
            companion.Sha256,
            companion.SizeBytes,
            companion.When
        );

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
