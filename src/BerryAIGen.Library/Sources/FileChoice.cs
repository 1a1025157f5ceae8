namespace BerryAIGen.Library.Sources;

/// <summary>Which of a version's or repository's files a person wants; every member narrows, none means the primary one.</summary>
public sealed record FileChoice
{
    public static readonly FileChoice Primary = new();

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    /// <summary>A file name, or a pattern with <c>*</c> and <c>?</c>.</summary>
    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Format { get; init; }

    public string? Size { get; init; }

    public string? Precision { get; init; }

    /// <summary>A quantisation such as <c>Q4_K_M</c>.</summary>
    public string? Quantization { get; init; }

    /// <summary>A branch, tag or commit of a repository.</summary>
    public string? Revision { get; init; }

    /// <summary>Which of a repository's weights: <c>fp16</c>, <c>bf16</c>, <c>onnx</c>, <c>flax</c>, <c>Q4_K_M</c> …</summary>
    public string? Variant { get; init; }

    /// <summary>Patterns of paths in a repository or folder; only what fits one of them is taken.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of paths in a repository or folder that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>All files of the version instead of one.</summary>
    public bool All { get; init; }

    /// <summary>Refuses what a source cannot fulfil: a wish that is passed over would be another file.</summary>
    /// <param name="source">The source, for the message.</param>
    /// <param name="known">The options, as a person types them, that the source understands.</param>
    /// <exception cref="LibraryException">Something else is wished.</exception>
    internal void Check(string source, params ReadOnlySpan<string> known)
    {
        foreach (var (option, isSet) in Wishes())
        {
            if (isSet && !known.Contains(option))
                throw new LibraryException(
                    FailureCode.Usage,
                    $"{option} means nothing for {source}; it takes {(known.Length == 0 ? "no such choice" : string.Join(", ", known))}."
                );
        }
    }

    private IEnumerable<(string Option, bool IsSet)> Wishes() =>
        [
            ("--version-id", VersionId is not null),
            ("--file-id", FileId is not null),
            ("--file", Name is not null),
            ("--type", Type is not null),
            ("--format", Format is not null),
            ("--size", Size is not null),
            ("--precision", Precision is not null),
            ("--quantization", Quantization is not null),
            ("--revision", Revision is not null),
            ("--variant", Variant is not null),
            ("--include", Include.Count > 0),
            ("--exclude", Exclude.Count > 0),
            ("--all", All),
        ];
}
