using Polly;
using Polly.Retry;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Sends a request when it is its turn, and repeats it after growing, jittered pauses, within a time limit.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("berry.call");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly CivitaiOptions _options;
    private readonly Paces _paces;

    public RetryPipeline(CivitaiOptions options, Paces paces)
    {
        _options = options;
        _paces = paces;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
            builder.AddRetry(Strategy());
        _pipeline = builder.Build();
    }

    // No pause is longer than a fifth of the limit, so that a retry that begins still has time to get an answer.
    private TimeSpan LongestPause => _options.RetryTimeLimit / 5;

    /// <param name="request">What is sent; a request that may not be repeated is sent once.</param>
    /// <param name="attempt">One attempt, with how long it may take.</param>
    /// <param name="cancellationToken">Ends attempts and pauses.</param>
    public async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request,
        Func<AttemptTime, CancellationToken, Task<HttpResponseMessage>> attempt,
        CancellationToken cancellationToken
    )
    {
        var call = new Call(request, attempt, _options, _paces);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline
                .ExecuteAsync(
                    static async (context, call) =>
                        await call.AttemptAsync(context.CancellationToken).ConfigureAwait(false),
                    context,
                    call
                )
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private RetryStrategyOptions<HttpResponseMessage> Strategy() =>
        new()
        {
            MaxRetryAttempts = _options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1) < LongestPause ? TimeSpan.FromSeconds(1) : LongestPause,
            MaxDelay = LongestPause,
            ShouldHandle = arguments => ValueTask.FromResult(IsWorthIt(arguments)),
            DelayGenerator = arguments => ValueTask.FromResult(AskedPause(arguments.Outcome)),
            OnRetry = arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        };

    private bool IsWorthIt(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        var call = arguments.Context.Properties.GetValue(CallKey, null!);
        var isPassing = arguments.Outcome.Result is { } answer
            ? RetryRules.IsPassing(answer)
            : RetryRules.IsPassing(arguments.Outcome.Exception);
        var pause = AskedPause(arguments.Outcome) ?? LongestPause;
        return isPassing && RequestMarks.IsRepeatable(call.Request) && call.TimeLeft > pause;
    }

    private TimeSpan? AskedPause(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } answer ? RetryRules.RetryAfter(answer, _options.TimeProvider) : null;

    private sealed class Call(
        HttpRequestMessage request,
        Func<AttemptTime, CancellationToken, Task<HttpResponseMessage>> attempt,
        CivitaiOptions options,
        Paces paces
    )
    {
        private long? _began;
        private TimeSpan _queued; // waiting for a turn is nobody's fault, and counts for nothing

        public HttpRequestMessage Request => request;

        public TimeSpan TimeLeft =>
            _began is { } began
                ? options.RetryTimeLimit - options.TimeProvider.GetElapsedTime(began) + _queued
                : options.RetryTimeLimit;

        public async Task<HttpResponseMessage> AttemptAsync(CancellationToken cancellationToken)
        {
            var asked = options.TimeProvider.GetTimestamp();
            await paces.WaitAsync(request, cancellationToken).ConfigureAwait(false);
            if (_began is not null)
                _queued += options.TimeProvider.GetElapsedTime(asked);
            var answer = await attempt(TimeOfAttempt(), cancellationToken).ConfigureAwait(false);
            // The longest pauses are reported and not waited for; others are then told so themselves.
            if (RetryRules.IsPassing(answer) && RetryRules.RetryAfter(answer, options.TimeProvider) is { } pause)
                paces.Hold(request, pause < options.RetryTimeLimit ? pause : options.RetryTimeLimit);
            return answer;
        }

        // The first attempt has its own time; a retry has what is left of the limit, when that is less.
        private AttemptTime TimeOfAttempt()
        {
            var own = AttemptTime.Of(request, options);
            var isRetry = _began is not null;
            _began ??= options.TimeProvider.GetTimestamp();
            return isRetry ? own.Within(TimeLeft) : own;
        }
    }
}
