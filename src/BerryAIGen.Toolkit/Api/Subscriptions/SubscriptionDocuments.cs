using System.Text.Json.Serialization;
using BerryAIGen.Database.Subscriptions;

namespace BerryAIGen.Toolkit.Api.Subscriptions;

/// <summary>What is followed, the oldest first.</summary>
/// <param name="Subscriptions">A page of them.</param>
/// <param name="TotalCount">How many there are.</param>
internal sealed record SubscriptionsDocument(IReadOnlyList<SubscriptionDocument> Subscriptions, int TotalCount);

/// <summary>Something that is followed; times are seconds since 1970.</summary>
internal sealed record SubscriptionDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    /// <summary><c>creator</c>, <c>tag</c>, <c>search</c> or <c>model</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which one.</summary>
    public required string Value { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required IReadOnlyList<string> BaseModels { get; init; }

    public required bool Nsfw { get; init; }

    /// <summary><c>report</c> or <c>fetch</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The most bytes of one version; absent for no limit.</summary>
    public long? MaxVersionBytes { get; init; }

    /// <summary>The most bytes that are ordered within a day; absent for no limit.</summary>
    public long? MaxDayBytes { get; init; }

    /// <summary>The bytes that stay free on the disk; absent for no limit.</summary>
    public long? MinFreeBytes { get; init; }

    /// <summary>Where downloads go.</summary>
    public required SubscriptionTarget Target { get; init; }

    public required bool Enabled { get; init; }

    /// <summary><c>new</c>, <c>current</c>, <c>stopped</c>, <c>gone</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not current.</summary>
    public string? Reason { get; init; }

    /// <summary>When the source answered last; absent for never.</summary>
    public double? CheckedAt { get; init; }

    public required double CreatedAt { get; init; }

    /// <summary>How many versions it has of each state.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>The check that a new one begins with; absent later.</summary>
    public string? JobId { get; init; }

    public static SubscriptionDocument Of(CountedSubscription counted, string? job = null)
    {
        var row = counted.Row;
        return new SubscriptionDocument
        {
            Id = row.Id,
            Name = row.Name,
            Source = row.Source,
            Kind = row.Kind,
            Value = row.Value,
            Types = SubscriptionJson.ReadWords(row.Types),
            BaseModels = SubscriptionJson.ReadWords(row.BaseModels),
            Nsfw = row.Nsfw,
            Policy = row.Policy,
            MaxVersionBytes = row.MostVersionBytes,
            MaxDayBytes = row.MostDayBytes,
            MinFreeBytes = row.LeastFreeBytes,
            Target = SubscriptionJson.ReadTarget(row.Target),
            Enabled = row.Enabled,
            State = row.State,
            Reason = row.Reason,
            CheckedAt = UnixTime.Of(row.CheckedAt),
            CreatedAt = UnixTime.Of(row.CreatedAt),
            Counts = counted.Counts,
            JobId = job,
        };
    }
}

/// <summary>What a subscription found.</summary>
/// <param name="Versions">A page of them, the newest first.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
internal sealed record FoundVersionsDocument(IReadOnlyList<FoundVersionDocument> Versions, int TotalCount);

/// <summary>A version that was found; times are seconds since 1970.</summary>
/// <param name="VersionId">The source's number.</param>
/// <param name="VersionName">Its name.</param>
/// <param name="ModelId">The source's number of the model.</param>
/// <param name="ModelName">Its name.</param>
/// <param name="BaseModel">In the source's words.</param>
/// <param name="Creator">Who made it.</param>
/// <param name="FileName">The file that a download brings.</param>
/// <param name="SizeBytes">Of that file; absent when the source does not say.</param>
/// <param name="Sha256">Of that file.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="EarlyAccess">Whether not everybody could have it when it was looked at.</param>
/// <param name="EarlyAccessEnds">When everybody can; absent when nobody says.</param>
/// <param name="State"><c>known</c>, <c>reported</c>, <c>wanted</c>, <c>fetching</c>, <c>fetched</c>, <c>here</c>, <c>waiting</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="ReasonCode">What it waits for (<c>size</c>, <c>day</c>, <c>disk</c>, <c>early_access</c>, <c>network</c>), or why it was refused.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="TaskId">Its download.</param>
/// <param name="Reference">What downloads it.</param>
/// <param name="FoundAt">When it was found.</param>
internal sealed record FoundVersionDocument(
    int VersionId,
    string? VersionName,
    int ModelId,
    string? ModelName,
    string? BaseModel,
    string? Creator,
    string? FileName,
    long? SizeBytes,
    string? Sha256,
    double? PublishedAt,
    bool EarlyAccess,
    double? EarlyAccessEnds,
    string State,
    string? ReasonCode,
    string? Reason,
    string? TaskId,
    string Reference,
    double FoundAt
)
{
    public static FoundVersionDocument Of(SubscriptionVersionRow row) =>
        new(
            row.VersionId,
            row.VersionName,
            row.ModelId,
            row.ModelName,
            row.BaseModel,
            row.Creator,
            row.FileName,
            row.SizeBytes,
            row.Sha256,
            UnixTime.Of(row.PublishedAt),
            row.EarlyAccess,
            UnixTime.Of(row.EarlyAccessEnds),
            row.State,
            row.ReasonCode,
            row.Reason,
            row.TaskId,
            $"{row.ModelId}@{row.VersionId}",
            UnixTime.Of(row.FoundAt)
        );
}

/// <summary>A subscription that was deleted.</summary>
internal sealed record DeletedSubscription(string Message, string Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SubscriptionsDocument))]
[JsonSerializable(typeof(FoundVersionsDocument))]
[JsonSerializable(typeof(DeletedSubscription))]
[JsonSerializable(typeof(SubscriptionQuestion))]
[JsonSerializable(typeof(SubscriptionChange))]
[JsonSerializable(typeof(CheckSubscriptionsQuestion))]
internal sealed partial class SubscriptionsApiJson : JsonSerializerContext;
