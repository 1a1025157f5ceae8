using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Parts;

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
    internal static AnswerPlan From(
        HttpResponseMessage response,
        Uri address,
        long offset,
        bool isBounded,
        PartJournal? journal
    ) =>
        response.StatusCode switch
        {
            HttpStatusCode.OK => new(AnswerUse.Restart, response.Content.Headers.ContentLength),
            HttpStatusCode.PartialContent => Partial(response, address, offset, isBounded, journal),
            HttpStatusCode.RequestedRangeNotSatisfiable => BeyondTheEnd(response, offset, journal),
            _ => new(AnswerUse.Refused, null),
        };

    private static AnswerPlan Partial(
        HttpResponseMessage response,
        Uri address,
        long offset,
        bool isBounded,
        PartJournal? journal
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

        var isSameFile =
            journal is null
            || ((journal.Size is null || journal.Size == total) && !Validators.Differ(journal, response, address));
        return start == offset && isSameFile ? new(AnswerUse.Append, total) : new(AnswerUse.AskAnew, null);
    }

    private static AnswerPlan BeyondTheEnd(HttpResponseMessage response, long offset, PartJournal? journal)
    {
        var total = response.Content.Headers.ContentRange?.Length ?? journal?.Size;
        return total is null ? new(AnswerUse.Unknown, null)
            : total == offset ? new(AnswerUse.Complete, total)
            : new(AnswerUse.AskAnew, null);
    }
}
