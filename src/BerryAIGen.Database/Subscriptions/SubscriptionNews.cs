using System.Text.Json.Nodes;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library.Subscriptions;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Which versions of a look are new, and what a person hears of them.</summary>
internal static class SubscriptionNews
{
    // A clock may be a little ahead of another one.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>What was published before this counts as known, for looks that do not show all.</summary>
    public static DateTime? BaselineOf(FollowedLook look, DateTime now) => look.IsWhole ? null : now - Slack;

    /// <summary>Whether a version that was never seen is one to tell.</summary>
    public static bool IsNew(SubscriptionRow row, FollowedVersion version)
    {
        var published = version.PublishedAt?.UtcDateTime;
        return row.CheckedAt is null
            ? row.Since is { } since && (published is null || published >= since)
            : row.Baseline is not { } baseline || published >= baseline;
    }

    public static SubscriptionVersionRow RowOf(SubscriptionRow row, FollowedVersion version, DateTime now) =>
        Describe(
            new SubscriptionVersionRow
            {
                SubscriptionId = row.Id,
                VersionId = version.VersionId,
                ModelId = version.ModelId,
                State =
                    !IsNew(row, version) ? FoundState.Known
                    : row.Policy == SubscriptionPolicy.Fetch ? FoundState.Wanted
                    : FoundState.Reported,
                FoundAt = now,
            },
            version
        );

    /// <summary>Writes what the source says of it now.</summary>
    public static SubscriptionVersionRow Describe(SubscriptionVersionRow row, FollowedVersion version)
    {
        (row.ModelName, row.VersionName, row.BaseModel) = (version.ModelName, version.VersionName, version.BaseModel);
        (row.Creator, row.FileName) = (version.Creator, version.FileName);
        (row.SizeBytes, row.Sha256) = (version.SizeBytes, version.Sha256);
        row.PublishedAt = version.PublishedAt?.UtcDateTime;
        (row.EarlyAccess, row.EarlyAccessEnds) = (version.IsEarlyAccess, version.EarlyAccessEnds?.UtcDateTime);
        return row;
    }

    /// <summary>That a version is there.</summary>
    public static NotificationRow Note(SubscriptionRow row, FollowedVersion version, DateTime now) =>
        new()
        {
            At = now,
            Kind = "subscription_version",
            Message =
                $"{row.Name}: {version.Describe()} is there{(version.IsEarlyAccess ? $", in early access{(version.EarlyAccessEnds is { } ends ? $" until {ends:yyyy-MM-dd HH:mm} UTC" : "")}" : "")}.",
            Details = new JsonObject
            {
                ["subscription"] = row.Id,
                ["source"] = row.Source,
                ["source_model_id"] = version.ModelId,
                ["model_name"] = version.ModelName,
                ["version_id"] = version.VersionId,
                ["version_name"] = version.VersionName,
                ["base_model"] = version.BaseModel,
                ["creator"] = version.Creator,
                ["reference"] = version.Reference,
                ["early_access"] = version.IsEarlyAccess,
                ["early_access_ends"] = version.EarlyAccessEnds?.ToUnixTimeSeconds(),
                ["policy"] = row.Policy,
            }.ToJsonString(),
        };

    /// <summary>That a subscription stopped, or follows what is no more.</summary>
    public static NotificationRow Note(SubscriptionRow row, string state, string reason, DateTime now) =>
        new()
        {
            At = now,
            Kind = $"subscription_{state}",
            Message = $"{row.Name}: {state}: {reason}.",
            Details = new JsonObject { ["subscription"] = row.Id, ["reason"] = reason }.ToJsonString(),
        };
}
