namespace BerryAIGen.Database.Revisions;

/// <summary>The one row of <c>library_revision</c>: counted up by the database itself with every change of a model.</summary>
public sealed class RevisionRow
{
    /// <summary>The id of the one row.</summary>
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public long Number { get; init; }
}
