namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>How publishing ended.</summary>
public enum PublishEnding
{
    /// <summary>The file has its name now.</summary>
    Published,

    /// <summary>The same file was there; the part is gone.</summary>
    AlreadyThere,

    /// <summary>Nothing was published; the part is kept.</summary>
    Failed,
}

/// <param name="Ending">How it ended.</param>
/// <param name="Path">Where the file is, null when it failed.</param>
/// <param name="Failure">Why it failed, null otherwise.</param>
public sealed record PublishOutcome(PublishEnding Ending, string? Path, Failure? Failure)
{
    /// <summary>What a person should know although it worked, null when there is nothing.</summary>
    public string? Note { get; init; }

    internal static PublishOutcome Failed(Failure failure) => new(PublishEnding.Failed, null, failure);
}
