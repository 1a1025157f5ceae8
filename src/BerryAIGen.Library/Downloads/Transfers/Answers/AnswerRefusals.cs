using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>Whether a status that brings no file is worth another question.</summary>
internal static class AnswerRefusals
{
    internal static Attempt From(HttpAnswer answer, string body, TransferContext context)
    {
        var response = answer.Response!;
        var failure = StatusFailures.From(answer, body, context.Request);
        if (!StatusFailures.IsTransient(response.StatusCode))
        {
            return Attempt.Stop(failure);
        }

        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            context.Http.BusyHosts.Add(context.Request.Address, answer.Address);
        }

        return new Attempt(AttemptEnd.Retry, failure, RetryPause.Wished(response.Headers.RetryAfter, context.Now));
    }
}
