namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>Ends an operation on the network that is silent for too long; the time between operations does not count.</summary>
internal sealed class StallTimer(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _silence = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenSource? _linked;
    private CancellationToken _linkedTo;

    public void Dispose()
    {
        _linked?.Dispose();
        _silence.Dispose();
    }

    /// <exception cref="StallException">The operation took longer than the time-out.</exception>
    internal async ValueTask<T> WatchAsync<T>(
        Func<CancellationToken, ValueTask<T>> operation,
        CancellationToken cancellationToken
    )
    {
        var token = Link(cancellationToken);
        _silence.CancelAfter(timeout);
        try
        {
            return await operation(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StallException(
                _silence.IsCancellationRequested
                    ? $"no byte came for {timeout.TotalSeconds:0.##} seconds"
                    : "the connection could not be opened in time"
            );
        }
        finally
        {
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    // One operation after the other runs, nearly always under one caller's token, so one link serves them all.
    private CancellationToken Link(CancellationToken cancellationToken)
    {
        if (_linked is null || _linkedTo != cancellationToken)
        {
            _linked?.Dispose();
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
            _linkedTo = cancellationToken;
        }

        return _linked.Token;
    }
}

/// <summary>The other side fell silent, or was never reached.</summary>
internal sealed class StallException(string message) : Exception(message);
