namespace BerryAIGen.Library.Sources;

/// <summary>Which of a version's files a person wants; every member narrows, none means the primary file.</summary>
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

    /// <summary>All files of the version instead of one.</summary>
    public bool All { get; init; }
}
