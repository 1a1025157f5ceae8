using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Inspection;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>A model that was taken out of an archive and waits for its name.</summary>
/// <param name="Name">The name that it is to bear.</param>
/// <param name="PartPath">Where it waits.</param>
/// <param name="Hashes">What was computed of it.</param>
/// <param name="Inspection">What the inspect stage says of it.</param>
internal sealed record UnpackedModel(string Name, string PartPath, FileHashes Hashes, GateAnswer? Inspection);

/// <summary>Where a model came from, for its record.</summary>
/// <param name="FileName">The archive's name.</param>
/// <param name="Sha256">The archive's hash.</param>
/// <param name="ModelCount">How many models it held.</param>
internal sealed record UnpackedFrom(string FileName, string Sha256, int ModelCount);

/// <summary>What came of looking into an archive.</summary>
/// <param name="Models">The models that were taken out; empty when there are none or <paramref name="Failure"/> says why.</param>
/// <param name="Failure">Why the archive must not be used at all; nothing of it stays.</param>
/// <param name="Note">What a person should know of an archive that stays packed, or of what was left in it.</param>
internal sealed record UnpackOutcome(IReadOnlyList<UnpackedModel> Models, Failure? Failure, string? Note)
{
    public static UnpackOutcome Failed(string name, string why) =>
        new([], new Failure(FailureCode.Verification, $"{name} was not unpacked and not published: {why}."), null);

    /// <summary>It stays as it is.</summary>
    public static UnpackOutcome Packed(string? note) => new([], null, note);
}
