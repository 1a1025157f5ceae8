namespace BerryAIGen.Library.Organizing;

/// <summary>What organising would do, or did.</summary>
/// <param name="Id">The name of the run for <c>undo</c>; null for a plan that was only shown.</param>
/// <param name="Moves">What moves and what would but may not.</param>
/// <param name="InPlace">Models that lie where they belong.</param>
/// <param name="Unknown">Models that stay because no record tells what they are.</param>
public sealed record OrganizeOutcome(string? Id, IReadOnlyList<OrganizeMove> Moves, int InPlace, int Unknown);

/// <summary>One model with what belongs to it.</summary>
/// <param name="From">Where the model is.</param>
/// <param name="To">Where it belongs.</param>
/// <param name="Companions">Names of the records and pictures that go with it.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">Why it stays; null otherwise.</param>
public sealed record OrganizeMove(
    string From,
    string To,
    IReadOnlyList<string> Companions,
    OrganizeState State,
    string? Reason = null
);

/// <summary>How far a move is.</summary>
public enum OrganizeState
{
    Planned,
    Moved,
    Refused,
}
