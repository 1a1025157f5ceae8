using System.Net.Http.Headers;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>What tells one state of a server's file from another (RFC 9110, 8.8).</summary>
internal static class Validators
{
    /// <summary>A strong ETag as sent, null when there is none: a weak one does not promise equal bytes.</summary>
    internal static string? ETag(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>
    /// Last-Modified when it is a second older than the answer by the server's own clock; a younger one may hide a second
    /// change, and without the clock nobody knows.
    /// </summary>
    internal static DateTimeOffset? LastModified(HttpResponseMessage response) =>
        response.Content.Headers.LastModified is { } modified
        && response.Headers.Date - modified >= TimeSpan.FromSeconds(1)
            ? modified
            : null;

    /// <summary>The condition for going on; null for a host that did not give the validators.</summary>
    internal static RangeConditionHeaderValue? Condition(PartJournal? journal, Uri hop) =>
        journal is null || journal.ValidatorHost != hop.Authority ? null
        : journal.ETag is { } tag ? new RangeConditionHeaderValue(new EntityTagHeaderValue(tag))
        : journal.LastModified is { } modified ? new RangeConditionHeaderValue(modified)
        : null;

    /// <summary>
    /// Whether an answer is of the file that the journal tells of. Another host or address may have another file of the
    /// same size; unless a hash tells in the end, only an equal tag under the same first address speaks for it.
    /// </summary>
    internal static bool AreOfOneFile(
        PartJournal journal,
        HttpResponseMessage response,
        Uri address,
        TransferRequest request
    ) =>
        request.JoinsHosts || journal.IsOf(request.Address, address)
            ? !Differ(journal, response, address)
            : journal.IsFrom(request.Address) && journal.ETag is { } tag && ETag(response) == tag;

    /// <summary>Whether the same host now names another state of the file; equal tags settle it without the dates.</summary>
    internal static bool Differ(PartJournal journal, HttpResponseMessage response, Uri address) =>
        journal.ValidatorHost == address.Authority
        && (
            journal.ETag is { } oldTag && ETag(response) is { } tag
                ? tag != oldTag
                : journal.LastModified is { } oldDate
                    && response.Content.Headers.LastModified is { } date
                    && date != oldDate
        );
}
