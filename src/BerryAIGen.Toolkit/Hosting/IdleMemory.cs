using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Toolkit.Api.Metrics;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>
/// Gives memory back to the machine while nobody asks for anything: a server waits most of the time, and beside it runs
/// what needs all the memory there is.
/// </summary>
internal sealed class IdleMemory(
    LibraryDatabase database,
    LibraryBodies bodies,
    RequestMeasures requests,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    // Less is not worth the work; the rounds that a server makes by itself need some of it.
    private const long Worthwhile = 8 << 20;

    private long _allocated;
    private long _answered = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception away) when (LibraryDatabase.IsTrouble(away))
            {
                // Nobody knows whether a job runs; the next look does.
            }
        }
    }

    /// <summary>Gives back when nobody asked since the last look, no job runs, and there is something to give.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var before = _answered;
        _answered = requests.Answered;
        if (_answered != before || GC.GetTotalAllocatedBytes() - _allocated < Worthwhile)
            return false;
        await using var context = database.CreateContext();
        if (await context.Jobs.AnyAsync(job => job.State == JobState.Running, cancellationToken))
            return false;
        GiveBack();
        return true;
    }

    /// <summary>Does it now.</summary>
    public void GiveBack()
    {
        bodies.Forget();
        // Each connection has pages of its own, and several were opened side by side.
        database.CloseConnections();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.GiveBack();
        _allocated = GC.GetTotalAllocatedBytes();
    }
}
