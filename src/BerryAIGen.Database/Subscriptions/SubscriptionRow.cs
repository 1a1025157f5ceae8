namespace BerryAIGen.Database.Subscriptions;

/// <summary>What a person follows at a source, and what is done with what comes.</summary>
public sealed class SubscriptionRow
{
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; set; }

    /// <summary>Where it is followed: <c>civitai</c>.</summary>
    public required string Source { get; init; }

    /// <summary><c>creator</c>, <c>tag</c>, <c>search</c> or <c>model</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which one.</summary>
    public required string Value { get; init; }

    /// <summary>The source's types, a JSON array; empty for all.</summary>
    public string Types { get; set; } = "[]";

    /// <summary>The source's base models, a JSON array; empty for all.</summary>
    public string BaseModels { get; set; } = "[]";

    public bool Nsfw { get; set; }

    /// <summary><c>report</c> or <c>fetch</c>.</summary>
    public string Policy { get; set; } = SubscriptionPolicy.Report;

    public long? MostVersionBytes { get; set; }

    public long? MostDayBytes { get; set; }

    public long? LeastFreeBytes { get; set; }

    /// <summary>Where downloads go, a JSON object.</summary>
    public string Target { get; set; } = "{}";

    public bool Enabled { get; set; } = true;

    /// <summary>One of <see cref="SubscriptionState"/>.</summary>
    public string State { get; set; } = SubscriptionState.New;

    /// <summary>Why it is not current, in one sentence; null when it is.</summary>
    public string? Reason { get; set; }

    /// <summary>The first check takes what was published from here on; null for nothing that is there already.</summary>
    public DateTime? Since { get; init; }

    /// <summary>
    /// What was published before and is not among the versions that were seen is no news: the first check read only the
    /// newest, or other filters left it out. Null when every version was seen.
    /// </summary>
    public DateTime? Baseline { get; set; }

    /// <summary>When the source was asked what is written down here; null for never.</summary>
    public DateTime? CheckedAt { get; set; }

    public DateTime CreatedAt { get; init; }
}

/// <summary>A version that was seen.</summary>
public sealed class SubscriptionVersionRow
{
    public required string SubscriptionId { get; init; }

    public required int VersionId { get; init; }

    public required int ModelId { get; init; }

    public string? ModelName { get; set; }

    public string? VersionName { get; set; }

    public string? BaseModel { get; set; }

    public string? Creator { get; set; }

    public string? FileName { get; set; }

    public long? SizeBytes { get; set; }

    public string? Sha256 { get; set; }

    public DateTime? PublishedAt { get; set; }

    public bool EarlyAccess { get; set; }

    /// <summary>Null when nobody says.</summary>
    public DateTime? EarlyAccessEnds { get; set; }

    /// <summary>One of <see cref="FoundState"/>.</summary>
    public required string State { get; set; }

    /// <summary>What it waits for, or why it was refused, for programs: <c>size</c>, <c>day</c>, <c>disk</c>, <c>early_access</c> …</summary>
    public string? ReasonCode { get; set; }

    /// <summary>The same in words.</summary>
    public string? Reason { get; set; }

    /// <summary>The download; null before there is one.</summary>
    public string? TaskId { get; set; }

    public DateTime? OrderedAt { get; set; }

    public DateTime FoundAt { get; init; }
}

/// <summary>The words of <see cref="SubscriptionRow.Policy"/>.</summary>
public static class SubscriptionPolicy
{
    public const string Report = "report";
    public const string Fetch = "fetch";

    public static IReadOnlyList<string> All { get; } = [Report, Fetch];
}

/// <summary>The words of <see cref="SubscriptionRow.State"/>.</summary>
public static class SubscriptionState
{
    /// <summary>It was not looked at yet.</summary>
    public const string New = "new";

    public const string Current = "current";

    /// <summary>Something waits for room, or for a higher limit.</summary>
    public const string Stopped = "stopped";

    /// <summary>The source has it no more, or never had it.</summary>
    public const string Gone = "gone";

    /// <summary>The source did not say.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [New, Current, Stopped, Gone, Failed];
}

/// <summary>The words of <see cref="SubscriptionVersionRow.State"/>.</summary>
public static class FoundState
{
    /// <summary>It was there before anybody followed it.</summary>
    public const string Known = "known";

    public const string Reported = "reported";

    /// <summary>It is to be fetched, and nobody has begun yet.</summary>
    public const string Wanted = "wanted";

    public const string Fetching = "fetching";
    public const string Fetched = "fetched";

    /// <summary>The library had it already.</summary>
    public const string Here = "here";

    /// <summary>It is fetched when what it waits for is over.</summary>
    public const string Waiting = "waiting";

    public const string Refused = "refused";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } =
    [Known, Reported, Wanted, Fetching, Fetched, Here, Waiting, Refused, Failed];
}
