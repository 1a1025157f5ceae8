using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>Says how many connections a file is worth, and whether its server is to be asked for ranges at all.</summary>
internal static class ConnectionCount
{
    internal static int For(HttpAnswer answer, AnswerPlan plan, TransferContext context)
    {
        if (plan.Total is not { } total || !MayBeRanges(answer) || IsBusy(answer, context))
        {
            return 1;
        }

        // Without a validator two answers may be of two files, and nothing but the hash would tell.
        if (Validators.Condition(context.Part.Journal, answer.Address) is null)
        {
            return 1;
        }

        var missing = context.Part.Gaps(total).Sum(gap => gap.Length);
        return missing < context.Options.SegmentedFrom
            ? 1
            : (int)Math.Clamp(missing / context.Options.SmallestSegment, 1, Math.Max(1, context.Options.Connections));
    }

    internal static bool IsRange(HttpAnswer answer) => answer.Response!.StatusCode == HttpStatusCode.PartialContent;

    private static bool MayBeRanges(HttpAnswer answer) =>
        IsRange(answer) || answer.Response!.Headers.AcceptRanges.Contains("bytes", StringComparer.OrdinalIgnoreCase);

    private static bool IsBusy(HttpAnswer answer, TransferContext context) =>
        context.Http.BusyHosts.Contains(answer.Address) || context.Http.BusyHosts.Contains(context.Request.Address);
}
