using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Recording;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>Whether somebody who published a model said what its bytes are, and they were compared.</summary>
internal static class VerificationWords
{
    private const string None = "none";

    // A length is right for many files.
    private const string Size = "size";

    // What was copied or made here was compared with itself; nobody published what it must be.
    private static readonly string[] OwnSources = ["folder", "import", "conversion"];

    public static string Of(string? verifiedBy) => verifiedBy is null ? "unverified" : "verified";

    /// <summary>
    /// The strongest comparison that held, as the record beside the file has it; null when there was none, when a rule was
    /// switched off, or when the record is of other bytes.
    /// </summary>
    public static string? Find(JsonObject? own, FoundModel model) =>
        own?["verified_by"]?.ToString() is { } word and not (None or Size)
        && !OwnSources.Contains(own["source"]?.ToString())
        && own["validation"]?.ToString() != InspectionGate.Off
        && own[Sidecar.ModifiedMember] is not null
        && CurrentHashes.In(own, model) is not null
            ? word
            : null;
}
