using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>What an answer means for the part.</summary>
internal enum AnswerUse
{
    /// <summary>The body goes on where the part ends.</summary>
    Append,

    /// <summary>The body is the file from its start; what the part holds goes first.</summary>
    Restart,

    /// <summary>The part is the whole file; there is no body.</summary>
    Complete,

    /// <summary>The part cannot be continued from this server's file: forget it and ask without a range.</summary>
    AskAnew,

    /// <summary>Nobody knows whether the part is complete.</summary>
    Unknown,

    /// <summary>A status that is no answer to the question; see <see cref="Failures.StatusFailures"/>.</summary>
    Refused,
}

/// <summary>Reads status, Content-Range and validators against what the part holds (RFC 9110, 14 and 15.5.17).</summary>
internal readonly record struct AnswerPlan(AnswerUse Use, long? Total)
{
    /// <param name="answer">A response, not a refusal.</param>
    /// <param name="offset">The first byte that was asked for.</param>
    /// <param name="isBounded">Whether a last byte was named as well.</param>
    /// <param name="journal">What is known of the part.</param>
    /// <param name="request">Says whether bytes of several hosts may be joined.</param>
    internal static AnswerPlan From(
        HttpAnswer answer,
        long offset,
        bool isBounded,
        PartJournal? journal,
        TransferRequest request
    )
    {
        var response = answer.Response!;
        if (IsSeveralRanges(response))
        {
            return new(AnswerUse.AskAnew, null);
        }

        var isSameFile = journal is null || Validators.AreOfOneFile(journal, response, answer.Address, request);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => new(AnswerUse.Restart, response.Content.Headers.ContentLength),
            HttpStatusCode.PartialContent => Partial(response, offset, isBounded, journal, isSameFile),
            HttpStatusCode.RequestedRangeNotSatisfiable => BeyondTheEnd(response, offset, journal, isSameFile),
            _ => new(AnswerUse.Refused, null),
        };
    }

    /// <summary>A body with headers of its own between the bytes (RFC 9110, 14.6): nobody asks for one.</summary>
    internal static bool IsSeveralRanges(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.PartialContent
        && response.Content.Headers.ContentType?.MediaType is { } type
        && type.Equals("multipart/byteranges", StringComparison.OrdinalIgnoreCase);

    private static AnswerPlan Partial(
        HttpResponseMessage response,
        long offset,
        bool isBounded,
        PartJournal? journal,
        bool isSameFile
    )
    {
        // Some servers leave Content-Range out; they then mean the range that was asked for. Without a size there would
        // be no telling a part of the file from its end.
        var range = response.Content.Headers.ContentRange;
        var start = range?.From ?? offset;
        var total =
            range?.Length
            ?? (offset == 0 || isBounded ? null : response.Content.Headers.ContentLength + start)
            ?? journal?.Size;
        if (total is null)
        {
            return new(AnswerUse.AskAnew, null);
        }

        if (start == 0 && !isBounded)
        {
            return new(AnswerUse.Restart, total);
        }

        var isSameSize = journal?.Size is not { } size || size == total;
        return start == offset && isSameSize && isSameFile
            ? new(AnswerUse.Append, total)
            : new(AnswerUse.AskAnew, null);
    }

    private static AnswerPlan BeyondTheEnd(
        HttpResponseMessage response,
        long offset,
        PartJournal? journal,
        bool isSameFile
    )
    {
        var total = response.Content.Headers.ContentRange?.Length ?? journal?.Size;
        return total is null ? new(AnswerUse.Unknown, null)
            : total == offset && isSameFile ? new(AnswerUse.Complete, total)
            : new(AnswerUse.AskAnew, null);
    }
}
