using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>What the header of a file says of the model, as its record has it: the source's words stand beside it.</summary>
internal static class IdentityRecord
{
    public const string Member = "identified";

    /// <summary>Null when no rule knows the header, or the file cannot be read this moment.</summary>
    public static JsonObject? Find(ModelIdentification identification, string path)
    {
        try
        {
            var identity = identification.IdentifyHeader(path);
            return identity.IsKnown ? Describe(identity) : null;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return null; // The record is worth more than this part of it; 'berry inspect' says it at any time.
        }
    }

    /// <summary>The base model that a record knows without its source: a person's word, else the header's.</summary>
    public static string? FindBase(JsonObject? record) =>
        BaseIn(record?[IdentityOverride.Member]) ?? BaseIn(record?[Member]);

    private static string? BaseIn(JsonNode? identity) =>
        (identity as JsonObject)?["base"] is JsonValue value
        && value.TryGetValue<string>(out var word)
        && word is not (Identity.UnknownWord or Identity.AnyWord)
            ? word
            : null;

    private static JsonObject Describe(Identity identity)
    {
        var record = new JsonObject { ["type"] = identity.Type, ["base"] = identity.Base };
        if (identity.Format is { } format)
            record["format"] = format;
        if (identity.Variant is { } variant)
            record["variant"] = variant;
        record["why"] = new JsonArray([.. identity.Why.Select(why => JsonValue.Create(why))]);
        return record;
    }
}
