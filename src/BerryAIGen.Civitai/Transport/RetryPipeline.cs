using Polly;
using Polly.Retry;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Repeats a request after growing, jittered pauses, within a time limit.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("berry.call");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly CivitaiOptions _options;

    /// <param name="options">Limits and clock.</param>
    /// <param name="onPause">Told when the service asked for a pause.</param>
    public RetryPipeline(CivitaiOptions options, Action<TimeSpan> onPause)
    {
        _options = options;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
            builder.AddRetry(Strategy(onPause));
        _pipeline = builder.Build();
    }

    // No pause is longer than a fifth of the limit, so that a retry that begins still has time to get an answer.
    private TimeSpan LongestPause => _options.RetryTimeLimit / 5;

    /// <param name="request">What is sent; a request that may not be repeated is sent once.</param>
    /// <param name="attempt">One attempt, within the given time.</param>
    /// <param name="cancellationToken">Ends attempts and pauses.</param>
    public async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request,
        Func<TimeSpan, CancellationToken, Task<HttpResponseMessage>> attempt,
        CancellationToken cancellationToken
    )
    {
        var call = new Call(request, attempt, _options);
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

    private RetryStrategyOptions<HttpResponseMessage> Strategy(Action<TimeSpan> onPause) =>
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
                if (AskedPause(arguments.Outcome) is { } pause)
                    onPause(pause);
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
        Func<TimeSpan, CancellationToken, Task<HttpResponseMessage>> attempt,
        CivitaiOptions options
    )
    {
        private readonly long _began = options.TimeProvider.GetTimestamp();
        private bool _isRetry;

        public HttpRequestMessage Request => request;

        public TimeSpan TimeLeft => options.RetryTimeLimit - options.TimeProvider.GetElapsedTime(_began);

        // The first attempt has its own time; a retry has what is left of the limit, when that is less.
        public Task<HttpResponseMessage> AttemptAsync(CancellationToken cancellationToken)
        {
            var own = RequestMarks.IsSlow(request) ? options.SlowAttemptTimeout : options.AttemptTimeout;
            var limit = _isRetry && TimeLeft < own ? TimeLeft : own;
            _isRetry = true;
            return attempt(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }
}
