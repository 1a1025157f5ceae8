using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Api.Metrics;
using BerryAIGen.Toolkit.Api.Models;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Tests.Operation;

public sealed class IdleMemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_is_given_back_only_while_nobody_asks_and_no_job_runs()
    {
        using var folder = new TemporaryFolder();
        var database = LibraryDatabase.Open(folder.Combine("library.db"));
        await database.MigrateAsync(Stop);
        using var requests = new RequestMeasures();
        var bodies = new LibraryBodies(new ModelListing(database));
        using var memory = new IdleMemory(database, bodies, requests, TimeProvider.System);

        Use();
        (await memory.LookAsync(Stop)).ShouldBeFalse("it may have been asked until now");
        (await memory.LookAsync(Stop)).ShouldBeTrue();
        (await memory.LookAsync(Stop)).ShouldBeFalse("there is nothing to give");

        Use();
        await using (var context = database.CreateContext())
        {
            context.Jobs.Add(
                new JobRow
                {
                    Id = "one",
                    Kind = "verify",
                    State = JobState.Running,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        (await memory.LookAsync(Stop)).ShouldBeFalse("a job runs");
        database.CloseConnections();
    }

    // More than what is worth the work.
    private static void Use() => GC.KeepAlive(new byte[32 << 20]);
}
