namespace BerryAIGen.Library.Layouts;

/// <summary>A folder that is wrong for what a file's header says it is; the only thing that a header may overrule.</summary>
public sealed record HeaderRule
{
    /// <summary>Types as <c>berry inspect</c> says them.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>It holds only for files with none of these beside the model: <c>vae</c>, <c>text_encoder</c>.</summary>
    public IReadOnlyList<string> Lacks
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The folders where the application does not find such a file.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The folder where it does.</summary>
    public required string To { get; init; }

    /// <summary>The reason, for the person.</summary>
    public required string Because { get; init; }
}
