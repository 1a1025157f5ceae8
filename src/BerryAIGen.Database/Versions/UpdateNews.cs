using System.Text.Json.Nodes;
using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Database.Versions;

/// <summary>Tells what of a finding is new: nobody wants to hear of the same update every day.</summary>
internal static class UpdateNews
{
    /// <param name="id">The model.</param>
    /// <param name="before">What was found the last time; null for the first.</param>
    /// <param name="finding">What is found now.</param>
    /// <param name="now">When.</param>
    /// <returns>Null when there is nothing new, or nothing that a person should hear of.</returns>
    public static NotificationRow? Of(string id, ModelUpdateRow? before, UpdateFinding finding, DateTime now)
    {
        var state = SnakeCase.Of(finding.State.ToString());
        if (before?.State == state && before.OfferedVersion == OfferedIn(finding))
            return null;
        return SentenceOf(finding) is { } sentence
            ? new NotificationRow
            {
                At = now,
                Kind = state,
                ModelId = id,
                Message = sentence,
                Details = DetailsOf(finding),
            }
            : null;
    }

    public static int? OfferedIn(UpdateFinding finding) =>
        finding.Update?.VersionId ?? finding.EarlyAccess?.VersionId ?? finding.Replacement?.VersionId;

    private static string DetailsOf(UpdateFinding finding)
    {
        var offer = finding.Update ?? finding.EarlyAccess ?? finding.Replacement;
        return new JsonObject
        {
            ["source_model_id"] = finding.ModelId,
            ["model_name"] = finding.ModelName,
            ["version_id"] = offer?.VersionId,
            ["version_name"] = offer?.VersionName,
            ["early_access_ends"] = offer?.EarlyAccessEnds?.ToUnixTimeSeconds(),
        }.ToJsonString();
    }

    private static string? SentenceOf(UpdateFinding finding)
    {
        var name = finding.ModelName ?? Path.GetFileNameWithoutExtension(finding.Path);
        return finding.State switch
        {
            UpdateState.UpdateAvailable => $"{name}: {NameOf(finding.Update!)} is there.",
            UpdateState.EarlyAccess => $"{name}: {finding.Reason}.",
            UpdateState.ChangedUpstream => $"{name}: {finding.Reason}.",
            UpdateState.GoneUpstream => $"{name}: {finding.Reason}.",
            _ => null,
        };
    }

    private static string NameOf(OfferedUpdate offer) => offer.VersionName ?? $"version {offer.VersionId}";
}
