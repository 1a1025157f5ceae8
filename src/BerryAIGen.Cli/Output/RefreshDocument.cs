using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Keeping.Refreshing;

namespace BerryAIGen.Cli.Output;

/// <summary>What became of the records of files.</summary>
internal sealed record RefreshDocument(IReadOnlyList<RefreshRow> Files)
{
    public static RefreshDocument From(IEnumerable<RefreshedFile> files) => new([.. files.Select(RefreshRow.From)]);
}

internal sealed record RefreshRow(
    string Path,
    string State,
    IReadOnlyList<string> Changes,
    string? Reason,
    ErrorBody? Error
)
{
    public static RefreshRow From(RefreshedFile file) =>
        new(
            file.Path,
            file.State.ToString().ToLowerInvariant(),
            file.Changes,
            file.Reason,
            file.Failure is { } failure ? ErrorDocument.From(failure).Error : null
        );
}
