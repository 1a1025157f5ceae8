namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>What to do when another file already has the wished name.</summary>
public enum ConflictRule
{
    /// <summary>Take <c>name (2).ext</c>, then <c>(3)</c> and so on.</summary>
    Number,

    /// <summary>Publish nothing and say so.</summary>
    Refuse,
}

/// <summary>A complete, verified and inspected part and the name it is to bear.</summary>
public sealed record PublishRequest
{
    public required string PartPath { get; init; }

    public required string TargetPath { get; init; }

    /// <summary>The folder that the target must lie in, checked by names: a linked folder inside it is fine.</summary>
    public required string Root { get; init; }

    /// <summary>The part's SHA-256, lower-case hex; decides whether a file of that name is the same one.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What to do about another file of that name. Default is a number.</summary>
    public ConflictRule OnConflict { get; init; } = ConflictRule.Number;

    /// <summary>A word that tells this file from others of its name, such as the version's id; tried before a number.</summary>
    public string? Distinction { get; init; }
}
