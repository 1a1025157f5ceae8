using BerryAIGen.Library.Organizing;

namespace BerryAIGen.Cli.Output;

/// <summary>What organising would do, or did.</summary>
internal sealed record OrganizeDocument(
    string? Id,
    bool Applied,
    IReadOnlyList<OrganizeRow> Moves,
    int InPlace,
    int Unknown
)
{
    public static OrganizeDocument From(OrganizeOutcome outcome) =>
        new(
            outcome.Id,
            outcome.Id is not null,
            [.. outcome.Moves.Select(OrganizeRow.From)],
            outcome.InPlace,
            outcome.Unknown
        );
}

internal sealed record OrganizeRow(
    string Source,
    string Target,
    IReadOnlyList<string> Companions,
    string State,
    string? Reason
)
{
    public static OrganizeRow From(OrganizeMove move) =>
        new(move.From, move.To, move.Companions, move.State.ToString().ToLowerInvariant(), move.Reason);
}
