namespace BerryAIGen.Library.Candidates;

/// <summary>A place where a missing file may be had.</summary>
/// <param name="Source">Who says so: <c>workflow</c>, <c>note</c>, <c>library</c>, <c>companions</c>, <c>known-models</c>, <c>civitai</c>, <c>huggingface</c>.</param>
/// <param name="Reference">What a download takes; of the library the path of the file.</param>
/// <param name="Confidence">From 0 to 1: how sure it is that this is the file.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record ModelCandidate(string Source, string Reference, double Confidence, string Reason)
{
    /// <summary>The file's name there; null when it is not known before.</summary>
    public string? File { get; init; }

    /// <summary>Which file of the reference, by Civitai's number.</summary>
    public int? FileId { get; init; }

    /// <summary>64 hex digits; null when nobody told it.</summary>
    public string? Sha256 { get; init; }

    public long? SizeBytes { get; init; }
}
