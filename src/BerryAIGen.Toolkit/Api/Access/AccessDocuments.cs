using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>A key as it is listed; the key itself is shown once, when it is made.</summary>
/// <param name="Id">For withdrawing it.</param>
/// <param name="Name">What a person called it.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="CreatedAt">Seconds since 1970.</param>
/// <param name="LastUsedAt">Seconds since 1970, to five minutes; null when it never was.</param>
/// <param name="RevokedAt">Seconds since 1970; null while it is valid.</param>
/// <param name="Audience">Whom gates of generation let pass: <c>moderators</c>, <c>testers</c>, <c>members</c>; null for none of them.</param>
public sealed record AccessKeyDocument(
    string Id,
    string Name,
    string Scope,
    double CreatedAt,
    double? LastUsedAt,
    double? RevokedAt,
    string? Audience
)
{
    internal static AccessKeyDocument From(AccessKeyRow row) =>
        new(
            row.Id,
            row.Name,
            row.Scope,
            Seconds(row.CreatedAt),
            Seconds(row.LastUsedAt),
            Seconds(row.RevokedAt),
            row.Audience
        );

    private static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;

    private static double? Seconds(DateTime? time) => time is { } at ? Seconds(at) : null;
}

/// <param name="Keys">The keys, the newest first, also those that were withdrawn.</param>
/// <param name="TotalCount">How many there are, without offset and limit.</param>
public sealed record AccessKeyList(IReadOnlyList<AccessKeyDocument> Keys, int TotalCount)
{
    internal static AccessKeyList Of(IReadOnlyList<AccessKeyRow> keys, int? offset, int? limit) =>
        new([.. Paging.Of(keys, offset, limit).Select(AccessKeyDocument.From)], keys.Count);
}

/// <param name="Name">What to call it, such as <c>laptop</c>.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="Audience">Whom gates of generation let pass: <c>moderators</c>, <c>testers</c> or <c>members</c>; null for none of them.</param>
public sealed record AccessKeyWish(string? Name, string? Scope, string? Audience = null);

/// <param name="Key">The key: now and never again.</param>
/// <param name="Id">For withdrawing it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Scope">What it allows.</param>
public sealed record NewAccessKey(string Key, string Id, string Name, string Scope);

/// <param name="Message">That it was withdrawn.</param>
/// <param name="Id">Which one.</param>
public sealed record RevokedAccessKey(string Message, string Id);

/// <param name="Key">An access key.</param>
public sealed record SessionWish(string? Key);

/// <param name="Name">The key's name, or <c>local</c>.</param>
/// <param name="Scope">What is allowed.</param>
/// <param name="KeyNeeded">Whether this server asks for keys.</param>
/// <param name="CsrfToken">What the page sends as <c>X-CSRF-Token</c> with every change; null without a session.</param>
public sealed record SessionDocument(string Name, string Scope, bool KeyNeeded, string? CsrfToken);

/// <param name="Entries">Changes, the newest first.</param>
/// <param name="Next">For the next page as <c>before</c>; null on the last one.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <param name="Id">Counts up.</param>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Who">The key's name, or <c>local</c>.</param>
/// <param name="What">Verb and route.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="Details">Status and address.</param>
public sealed record AuditEntry(long Id, double At, string Who, string What, string? Subject, JsonObject Details)
{
    internal static AuditEntry From(AuditRow row) =>
        new(
            row.Id,
            (row.At - DateTime.UnixEpoch).TotalSeconds,
            row.Who,
            row.What,
            row.Subject,
            JsonNode.Parse(row.Details) as JsonObject ?? []
        );
}

internal sealed record AuditDetails(int Status, string? From);
