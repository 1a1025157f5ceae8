using BerryAIGen.Library.Sharing;

namespace BerryAIGen.Cli.Output;

/// <summary>Files and their second places.</summary>
internal sealed record LinkDocument(string? Id, IReadOnlyList<LinkRow> Links)
{
    public static LinkDocument From(LinkOutcome outcome) => new(outcome.Id, [.. outcome.Links.Select(LinkRow.From)]);
}

internal sealed record LinkRow(
    string Source,
    string Target,
    string State,
    string How,
    string? Reason,
    string? CompanionOf
)
{
    public static LinkRow From(FileLink link) =>
        new(
            link.Source,
            link.Target,
            StateOf(link.State),
            link.How.ToString().ToLowerInvariant(),
            link.Reason,
            link.CompanionOf
        );

    public static string StateOf(LinkState state) =>
        state == LinkState.AlreadyLinked ? "already_linked" : state.ToString().ToLowerInvariant();
}

/// <summary>What becomes of another application's settings.</summary>
internal sealed record AppDocument(
    string? Id,
    bool Written,
    string File,
    IReadOnlyList<string> Diff,
    IReadOnlyList<FolderLinkRow> Links,
    string? Backup,
    IReadOnlyList<string> Notes
)
{
    public static AppDocument From(AppOutcome outcome) =>
        new(
            outcome.Id,
            outcome.Id is not null,
            outcome.File,
            outcome.Diff,
            [.. outcome.Links.Select(link => new FolderLinkRow(link.Target, link.Source))],
            outcome.Backup,
            outcome.Notes
        );
}

internal sealed record FolderLinkRow(string Target, string Source);
