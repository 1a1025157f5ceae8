using BerryAIGen.Database.Events;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class EventLogTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_log_whose_beginning_was_forgotten_does_not_reach_back_to_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var log = new EventLog(database.Library, TimeProvider.System);
        var empty = await log.ReachesAsync(0, Stop);
        await using var context = database.Library.CreateContext();
        var old = TimeProvider.System.GetUtcNow().UtcDateTime - EventLog.Kept - TimeSpan.FromHours(1);
        for (var number = 0; number < 3; number++)
            context.Events.Add(
                new EventRow
                {
                    At = old,
                    Kind = "job.done",
                    Body = "{}",
                }
            );
        await context.SaveChangesAsync(Stop);
        var whole = await log.ReachesAsync(0, Stop);

        await log.PruneAsync(Stop);

        var last = await context.Events.MaxAsync(row => row.Id, Stop);
        empty.ShouldBeTrue();
        whole.ShouldBeTrue();
        (await log.ReachesAsync(0, Stop)).ShouldBeFalse();
        (await log.ReachesAsync(last - 1, Stop)).ShouldBeTrue();
    }
}
