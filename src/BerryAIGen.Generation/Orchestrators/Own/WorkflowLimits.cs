namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>How much one caller may ask of this server: settings take the place of tiers.</summary>
public sealed record WorkflowLimits
{
    /// <summary>Workflows of one caller that have not ended. <c>BERRY_WORKFLOW_QUEUE</c>.</summary>
    public int Queue { get; init; } = 100;

    /// <summary>Steps of one workflow. <c>BERRY_WORKFLOW_STEPS</c>.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>The longest file that is taken, fetched or made, in bytes. <c>BERRY_MAX_BLOB_MIB</c>.</summary>
    public long BlobBytes { get; init; } = 256L << 20;

    /// <summary>The most that the files of one step have while it is done: what it takes, makes, and what is between.</summary>
    public long WorkBytes => BlobBytes * 16;

    /// <summary>How long results and workflows that ended are kept. <c>BERRY_KEEP_WORKFLOWS</c>, in days.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>About how much of inputs and outputs one page of a list tells; a page with more has fewer workflows.</summary>
    public long PageBytes { get; init; } = 32 << 20;

    /// <summary>The most tries after the first one.</summary>
    public int Retries { get; init; } = 5;
}
