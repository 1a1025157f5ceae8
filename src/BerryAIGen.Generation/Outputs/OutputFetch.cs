using System.Buffers;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Outputs;

/// <summary>
/// Brings the bytes of a result. It may be promised, with its address, before it is there: nothing there is the same as not yet.
/// </summary>
/// <param name="orchestrator">Who has it.</param>
/// <param name="limit">How long it may take to be there.</param>
/// <param name="mostBytes">The largest that is taken.</param>
internal sealed class OutputFetch(Orchestrator orchestrator, TimeSpan limit, long mostBytes)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Waits for a result and writes its bytes.</summary>
    /// <param name="blob">The result.</param>
    /// <param name="workflowId">Of which workflow.</param>
    /// <param name="part">The file, which is not there yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It is not there in time, too long, or came only in part.</exception>
    public async Task<(Blob There, long Bytes)> BringAsync(
        Blob blob,
        string workflowId,
        string part,
        CancellationToken cancellationToken
    )
    {
        var began = orchestrator.Time.GetTimestamp();
        for (var pause = TimeSpan.FromSeconds(2); ; )
        {
            var left = limit - orchestrator.Time.GetElapsedTime(began);
            var there =
                await orchestrator.WaitForAsync(blob, left, cancellationToken).ConfigureAwait(false)
                ?? throw NotThere(blob, workflowId);
            try
            {
                return (there, await FetchAsync(there, part, cancellationToken).ConfigureAwait(false));
            }
            catch (LibraryException gone) when (gone.Failure.IsGone)
            {
                if (blob.Available == false)
                {
                    // It says that it is there, and is not.
                    if (orchestrator.Time.GetElapsedTime(began) + pause > limit)
                        throw NotThere(blob, workflowId);
                    await Task.Delay(pause, orchestrator.Time, cancellationToken).ConfigureAwait(false);
                    pause *= 2;
                }

                // From now on it is asked whether it is there before its address is believed.
                blob = blob with
                {
                    Available = false,
                };
            }
        }
    }

    private LibraryException NotThere(Blob blob, string workflowId) =>
        new(
            new Failure(
                FailureCode.Network,
                $"The result {blob.Id} of {workflowId} was not there {limit.TotalMinutes:0} minutes after its workflow had ended; it is looked for again when this is tried again.",
                IsRetryable: true
            )
        );

    private async Task<long> FetchAsync(Blob blob, string part, CancellationToken cancellationToken)
    {
        await using var content = await orchestrator.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        var block = ArrayPool<byte>.Shared.Rent(128 << 10);
        long total = 0;
        try
        {
            while (true)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                silence.CancelAfter(Silence);
                var read = await content.Stream.ReadAsync(block, silence.Token).ConfigureAwait(false);
                if (read == 0)
                    break;
                total += read;
                if (total > mostBytes)
                    throw new LibraryException(
                        FailureCode.Verification,
                        $"The result {blob.Id} is longer than {mostBytes} bytes; it was not saved."
                    );
                await file.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception problem)
            when (problem is HttpRequestException or HttpIOException
                || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw CutOff(blob, problem);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        if (total == 0 || (content.Length is { } told && told != total))
            throw CutOff(blob, null);
        return total;
    }

    private static LibraryException CutOff(Blob blob, Exception? problem) =>
        new(
            new Failure(
                FailureCode.Network,
                $"The result {blob.Id} came only in part; it is fetched again when this is tried again.",
                IsRetryable: true
            ),
            problem
        );
}
