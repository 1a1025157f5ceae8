using BerryAIGen.Library.Candidates;

namespace BerryAIGen.Cli.Output;

/// <summary>A place where a missing file may be had.</summary>
internal sealed record ModelCandidateRow(string Source, string Reference, double Confidence, string Reason)
{
    public string? File { get; init; }

    public int? FileId { get; init; }

    public string? Sha256 { get; init; }

    public long? Bytes { get; init; }

    public static ModelCandidateRow From(ModelCandidate candidate) =>
        new(candidate.Source, candidate.Reference, candidate.Confidence, candidate.Reason)
        {
            File = candidate.File,
            FileId = candidate.FileId,
            Sha256 = candidate.Sha256,
            Bytes = candidate.SizeBytes,
        };
}
