using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>
/// Cancels where it runs what was cancelled here: again and again until the orchestrator has heard of it, since what it does
/// not hear of is paid. Why it does not is told on the generation.
/// </summary>
public sealed class GenerationCancels(LibraryDatabase database, Orchestrator orchestrator, TimeProvider time)
{
    /// <summary>The status of one that somebody cancels before it is submitted: it keeps its place.</summary>
    internal const string Asked = "cancelling";

    private const int MostAtOnce = 50;

    // Who cancels waits for it; the next round tells it again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A submit that was cut off may be taken a moment later.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private static readonly string[] Ended =
    [
        .. WorkflowStatus.Known.Where(status => status.IsTerminal).Select(status => status.Value),
    ];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whether it is cancelled here and its orchestrator may still run it.</summary>
    public static bool IsOpen(GenerationRow row) =>
        row is { State: JobState.Cancelled, Status: { } status } && !new WorkflowStatus(status).IsTerminal;

    /// <summary>Cancels one at its orchestrator, and writes down what was given back.</summary>
    /// <exception cref="LibraryException">That did not work; the generation says so, and it is tried again.</exception>
    public async Task CancelAsync(GenerationRow row, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await TryAsync(row, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw await TellAsync(row, Silent(), cancellationToken);
        }
        catch (LibraryException problem) when (problem.Failure.IsGone)
        {
            // Nobody runs what nobody knows.
            await WriteAsync(row, WorkflowStatus.Expired.Value, cancellationToken);
        }
        catch (LibraryException problem)
        {
            throw await TellAsync(row, problem.Failure, cancellationToken);
        }
    }

    /// <summary>Tells again what an orchestrator did not hear.</summary>
    /// <param name="silence">How long ago it was told last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SweepAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        foreach (var row in await FindAsync(silence, cancellationToken))
        {
            try
            {
                await CancelAsync(row, cancellationToken);
            }
            catch (LibraryException away) when (away.Failure.Code == FailureCode.Network)
            {
                // Who does not answer for one does not for the others; the next round tries again.
                return;
            }
            catch (LibraryException)
            {
                // The generation says why; the next round tries again.
            }
        }
    }

    private async Task TryAsync(GenerationRow row, CancellationToken cancellationToken)
    {
        if (row.Status == Asked)
        {
            await WriteAsync(row, null, cancellationToken);
            return;
        }

        orchestrator.RequireSame(row);
        var id =
            row.WorkflowId
            // It may have been taken although nobody heard of it.
            ?? (await orchestrator.FindAsync(row.ExternalId, cancellationToken))?.Id;
        if (id is null)
        {
            if (row.FinishedAt is { } since && since < Now - Late)
                await WriteAsync(row, null, cancellationToken);
            return;
        }

        var workflow = await orchestrator.GetAsync(id, cancellationToken);
        if (workflow.Status is not { IsTerminal: true })
            workflow = await orchestrator.CancelAsync(id, cancellationToken);
        var status = workflow.Status?.Value ?? row.Status;
        var transactions = GenerationJson.Write(workflow.Transactions) ?? row.Transactions;
        await using var context = database.CreateContext();
        await Mine(context, row)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.WorkflowId, id)
                        .SetProperty(one => one.Status, status)
                        .SetProperty(one => one.Transactions, transactions)
                        .SetProperty(one => one.Error, (string?)null)
                        .SetProperty(one => one.UpdatedAt, Now),
                cancellationToken
            );
    }

    private Failure Silent() =>
        new(
            FailureCode.Network,
            $"{orchestrator.Address.Host} did not answer within {Patience.TotalSeconds:0} seconds.",
            IsRetryable: true
        );

    private async Task<LibraryException> TellAsync(
        GenerationRow row,
        Failure failure,
        CancellationToken cancellationToken
    )
    {
        var told = failure with
        {
            Message =
                $"It is cancelled here, and {orchestrator.Address.Host} may still run it: {failure.Message} It is told again.",
        };
        var error = JobErrors.Write(ErrorDocument.From(told).Error);
        await using var context = database.CreateContext();
        await Mine(context, row)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Error, error).SetProperty(one => one.UpdatedAt, Now),
                cancellationToken
            );
        return new LibraryException(failure);
    }

    private async Task WriteAsync(GenerationRow row, string? status, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await Mine(context, row)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.Status, status)
                        .SetProperty(one => one.Error, (string?)null)
                        .SetProperty(one => one.UpdatedAt, Now),
                cancellationToken
            );
    }

    // One that runs again is another action's.
    private static IQueryable<GenerationRow> Mine(LibraryContext context, GenerationRow row) =>
        context.Generations.Where(one =>
            one.Id == row.Id && one.State == JobState.Cancelled && one.ExternalId == row.ExternalId
        );

    private async Task<IReadOnlyList<GenerationRow>> FindAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var (before, here) = (Now - silence, orchestrator.Address.ToString());
        await using var context = database.CreateContext();
        return await context
            .Generations.AsNoTracking()
            .Where(row => row.State == JobState.Cancelled && row.Status != null && row.UpdatedAt <= before)
#pragma warning disable CA1304, CA1311, CA1862 // The database does it.
            .Where(row => !Ended.Contains(row.Status!.ToLower()))
#pragma warning restore CA1304, CA1311, CA1862
            .Where(row => row.Orchestrator == null || row.Orchestrator == here)
            .OrderBy(row => row.UpdatedAt)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
    }
}
