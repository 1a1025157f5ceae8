namespace BerryAIGen.Generation.Outputs;

/// <summary>A result that is on the disk.</summary>
/// <param name="BlobId">The orchestrator's name of it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="MediaType">What it is.</param>
public sealed record SavedOutput(string BlobId, string Path, long Bytes, string MediaType);
