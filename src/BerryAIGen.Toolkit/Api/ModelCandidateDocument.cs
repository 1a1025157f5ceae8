using BerryAIGen.Library.Candidates;

namespace BerryAIGen.Toolkit.Api;

/// <summary>A place where a missing file may be had.</summary>
/// <param name="Source">Who says so.</param>
/// <param name="Reference">For <c>reference</c> of a download; of <c>library</c> the path of the file.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="File">The file's name there.</param>
/// <param name="FileId">Which file of the reference.</param>
/// <param name="Sha256">What it must hash to.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ModelCandidateDocument(
    string Source,
    string Reference,
    double Confidence,
    string Reason,
    string? File,
    int? FileId,
    string? Sha256,
    long? Size
)
{
    public static ModelCandidateDocument Of(ModelCandidate one) =>
        new(one.Source, one.Reference, one.Confidence, one.Reason, one.File, one.FileId, one.Sha256, one.SizeBytes);
}
