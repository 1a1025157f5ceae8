using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Cli.Output;

/// <summary>What Civitai knows of local files.</summary>
internal sealed record IdentifyDocument(IReadOnlyList<IdentifyRow> Files);

internal sealed record IdentifyRow
{
    public required string Path { get; init; }

    public string? Sha256 { get; init; }

    public bool Found { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public string? Air { get; init; }

    public string? MatchedBy { get; init; }

    /// <summary>Why there is no answer; null when the service answered, found or not.</summary>
    public ErrorBody? Error { get; init; }

    public static IdentifyRow From(IdentifiedFile file) =>
        new()
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Found = file.IsFound,
            ModelId = file.ModelId,
            VersionId = file.VersionId,
            ModelName = file.ModelName,
            VersionName = file.VersionName,
            BaseModel = file.BaseModel,
            Air = file.Air,
            MatchedBy = file.MatchedBy,
            Error = file.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
        };
}
