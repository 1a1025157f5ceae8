using BerryAIGen.Database.Events;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>What is written again and again does not grow for ever.</summary>
public sealed class RetentionTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Steps_of_downloads_are_told_for_a_minute_and_all_else_for_a_day(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var context = database.Library.CreateContext();
        foreach (
            var (number, (what, age)) in new[]
            {
                ("download.downloading", TimeSpan.FromDays(2)),
                ("download.downloading", TimeSpan.FromHours(2)),
                (EventLog.Progress, TimeSpan.FromHours(1)),
                (EventLog.Progress, TimeSpan.FromMinutes(2)),
                (EventLog.Progress, TimeSpan.FromSeconds(2)),
                ("download.completed", TimeSpan.FromSeconds(1)),
            }.Index()
        )
            context.Events.Add(
                new EventRow
                {
                    At = now - age,
                    Kind = what,
                    Subject = $"{number}",
                }
            );
        await context.SaveChangesAsync(Stop);

        await new EventLog(database.Library, TimeProvider.System).PruneAsync(Stop);

        (await context.Events.OrderBy(row => row.Id).Select(row => row.Subject).ToListAsync(Stop)).ShouldBe([
            "1",
            "4",
            "5",
        ]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_machines_say_of_models_is_kept_for_a_year_and_what_people_did_for_ever(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var old = TimeProvider.System.GetUtcNow().UtcDateTime - ModelHistoryLimit.Kept - TimeSpan.FromDays(1);
        await using var context = database.Library.CreateContext();
        foreach (var what in (string[])["added", "verified", "deleted", "used", "edited"])
            Add(what, old);
        Add("verified", TimeProvider.System.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(Stop);

        var forgotten = await ModelHistoryLimit.ForgetAsync(database.Library, TimeProvider.System, Stop);

        forgotten.ShouldBe(1);
        (await context.ModelEvents.OrderBy(row => row.Id).Select(row => row.Event).ToListAsync(Stop)).ShouldBe([
            "added",
            "deleted",
            "used",
            "edited",
            "verified",
        ]);

        void Add(string what, DateTime at) =>
            context.ModelEvents.Add(
                new ModelEventRow
                {
                    ModelId = "a",
                    At = at,
                    Event = what,
                    Status = ModelStatus.Local,
                }
            );
    }
}
