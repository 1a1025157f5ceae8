using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>What is on the disk against what is recorded.</summary>
/// <param name="Report">How much of each.</param>
/// <param name="Facts">What the journal does not know yet.</param>
/// <param name="Missing">Gone from folders that were read.</param>
/// <param name="Unreachable">In folders or on drives that cannot be read now.</param>
/// <param name="AlsoThere">Recorded files that are there and are no models by themselves.</param>
internal sealed record IndexComparison(
    IndexReport Report,
    IReadOnlyList<JournalFact> Facts,
    IReadOnlyList<KnownFile> Missing,
    IReadOnlyList<KnownFile> Unreachable,
    IReadOnlyList<(KnownFile File, FileStat Stat)> AlsoThere
);
