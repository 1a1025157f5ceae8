namespace BerryAIGen.Sandbox.Faults;

/// <summary>A response body that stalls, breaks or trickles at the byte that the fault names.</summary>
internal sealed class FaultyStream(Stream inner, Fault fault, HttpContext http, TimeProvider time) : Stream
{
    private long written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        while (buffer.Length > 0)
        {
            var count = await AllowAsync(buffer.Length, cancellationToken);
            await inner.WriteAsync(buffer[..count], cancellationToken);
            written += count;
            buffer = buffer[count..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    // How many of the wanted bytes may go out now.
    private async Task<int> AllowAsync(int wanted, CancellationToken cancellationToken)
    {
        var allowed = (long)wanted;
        if (fault.CutAfter is { } cut)
        {
            if (written >= cut)
                await CutAsync(cancellationToken);
            allowed = Math.Min(allowed, cut - written);
        }

        if (fault.StallAfter is { } stall)
        {
            if (written >= stall)
                await StallAsync(cancellationToken);
            allowed = Math.Min(allowed, stall - written);
        }

        if (fault.BytesPerSecond is { } speed)
        {
            allowed = Math.Min(allowed, Math.Max(1, speed / 20));
            await inner.FlushAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds((double)allowed / speed), time, cancellationToken);
        }

        return (int)allowed;
    }

    private async Task CutAsync(CancellationToken cancellationToken)
    {
        await inner.FlushAsync(cancellationToken);
        http.Abort();
        throw new OperationCanceledException("The fault cut the connection.", http.RequestAborted);
    }

    private async Task StallAsync(CancellationToken cancellationToken)
    {
        await inner.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
