using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators;

/// <summary>The one place where an orchestrator's refusals become failures of ours, each with its next step.</summary>
internal static class OrchestratorFailures
{
    /// <summary>Why a request was refused; what was charged, and what to do.</summary>
    /// <param name="error">What the client threw.</param>
    /// <param name="address">Who was asked.</param>
    public static LibraryException From(CivitaiRequestException error, Uri address)
    {
        var failure = Of(error, address);
        return new LibraryException(
            error.ExternalId is { } id && failure.IsRetryable
                ? failure with
                {
                    Details = With(failure.Details, "external_id", id),
                }
                : failure,
            error
        );
    }

    /// <summary>
    /// Whether a submit was surely refused, so that nothing of it was taken: it was sent once, and the answer was no.
    /// </summary>
    public static bool IsSure(LibraryException failure) =>
        failure.InnerException
            is CivitaiRequestException { Attempts: 1 }
                and (
                    CivitaiBadRequestException
                    or CivitaiUnauthorizedException
                    or CivitaiContentBlockedException
                    or CivitaiInsufficientBuzzException
                );

    /// <summary>Why a workflow brought nothing; null when it did.</summary>
    public static Failure? Of(Workflow workflow)
    {
        if (workflow.Status is not { IsTerminal: true } status || status == WorkflowStatus.Succeeded)
            return null;
        if (status == WorkflowStatus.Canceled && workflow.Failures.All(failure => failure.Reason is null))
            return new Failure(FailureCode.Cancelled, $"The workflow {workflow.Id} was cancelled.");
        var first = workflow.Failures.FirstOrDefault(failure => failure.Status != WorkflowStatus.Canceled);
        var why = first?.ToString() ?? $"It ended as {status}.";
        var isBlocked = first is { BlockedReason: not null } || first?.Reason == FailureReason.Blocked;
        return new Failure(
            isBlocked ? FailureCode.Policy : FailureCode.Failed,
            $"The workflow {workflow.Id} brought nothing: {why}",
            first?.IsWorthRepeating ?? true
        )
        {
            Details = Details(
                ("workflow_id", workflow.Id),
                ("step", first?.Step),
                ("reason", first?.Reason?.Value),
                ("blocked_reason", first?.BlockedReason)
            ),
            ResolutionSteps = isBlocked
                ? ["Change what is blocked; the same again is refused again."]
                : ["What was not delivered was given back. Try it again."],
        };
    }

    private static Failure Of(CivitaiRequestException error, Uri address) =>
        error switch
        {
            CivitaiInsufficientBuzzException => new Failure(
                FailureCode.Failed,
                $"Nothing was charged: there is not enough Buzz. {error.Message}"
            )
            {
                Details = Details(("reason", "insufficient_buzz")),
                ResolutionSteps = ["Buy Buzz, or ask for less: fewer pictures, fewer steps, lower priority."],
            },
            CivitaiContentBlockedException blocked => new Failure(
                FailureCode.Policy,
                $"Nothing was charged: the content is blocked. {error.Message}"
            )
            {
                Details = Details(
                    ("reason", blocked.Reason),
                    ("field", blocked.Problems.Select(problem => problem.Path).FirstOrDefault())
                ),
                ResolutionSteps = ["Change what is blocked; the same again is refused again."],
            },
            CivitaiBadRequestException wrong => new Failure(
                FailureCode.Usage,
                $"Nothing was charged: {address.Host} does not accept the workflow. {error.Message}"
            )
            {
                Details = Details(("field", wrong.Problems.Select(problem => problem.Path).FirstOrDefault())),
            },
            CivitaiUnauthorizedException => new Failure(
                FailureCode.Auth,
                $"Nothing was charged: {address.Host} wants another key. {error.Message}"
            )
            {
                ResolutionSteps = ["Put the key in BERRY_ORCHESTRATOR_KEY, or Civitai's in CIVITAI_API_KEY."],
            },
            CivitaiNotFoundException => new Failure(FailureCode.NotFound, error.Message) { IsGone = true },
            CivitaiConflictException => new Failure(FailureCode.Conflict, error.Message),
            CivitaiAddressRefusedException => new Failure(FailureCode.Policy, error.Message),
            CivitaiRateLimitedException limited => Later(error.Message, limited.RetryAfter),
            CivitaiUnavailableException down => Later(error.Message, down.RetryAfter),
            CivitaiInvalidReplyException => Later(error.Message, null),
            _ => new Failure(FailureCode.Failed, error.Message),
        };

    private static Failure Later(string message, TimeSpan? pause)
    {
        var seconds = pause is { } wait ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
        return new Failure(FailureCode.Network, message, IsRetryable: true)
        {
            Details = Details(("retry_after_seconds", seconds)),
            ResolutionSteps = [seconds is null ? "Try again in some minutes." : $"Try again in {seconds} seconds."],
        };
    }

    private static Dictionary<string, string> Details(params (string Name, string? Value)[] all) =>
        all.Where(row => !string.IsNullOrEmpty(row.Value)).ToDictionary(row => row.Name, row => row.Value!);

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> all,
        string name,
        string value
    ) => new(all) { [name] = value };
}
