using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class RevisionTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Every_change_of_a_model_counts_the_revision_up_and_nothing_else_does(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var empty = await ReadAsync(database.Library);

        await ChangeAsync(database.Library, context => context.Registry.Add(new ModelRow { Id = "a/b", Name = "A" }));
        var added = await ReadAsync(database.Library);
        await ChangeAsync(database.Library, context => context.Registry.Single().Notes = "mine");
        var changed = await ReadAsync(database.Library);
        await ChangeAsync(database.Library, context => context.Settings.Add(new() { Key = "x", Value = "1" }));
        var other = await ReadAsync(database.Library);
        await ChangeAsync(database.Library, context => context.Registry.Remove(context.Registry.Single()));
        var gone = await ReadAsync(database.Library);

        added.ShouldBeGreaterThan(empty);
        changed.ShouldBeGreaterThan(added);
        other.ShouldBe(changed);
        gone.ShouldBeGreaterThan(other);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_statement_that_changes_no_row_counts_nothing(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var before = await ReadAsync(database.Library);

        await using (var context = database.Library.CreateContext())
            await context.Registry.ExecuteUpdateAsync(set => set.SetProperty(row => row.Notes, "mine"), Stop);

        (await ReadAsync(database.Library)).ShouldBe(before);
    }

    [Fact]
    public async Task Writers_of_different_models_do_not_wait_for_each_other()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        await using var slow = database.Library.CreateContext();
        await using var transaction = await slow.Database.BeginTransactionAsync(Stop);
        slow.Registry.Add(new ModelRow { Id = "slow", Name = "Slow" });
        await slow.SaveChangesAsync(Stop);

        // Would wait for the other one for ever.
        await ChangeAsync(
            database.Library,
            context => context.Registry.Add(new ModelRow { Id = "quick", Name = "Quick" })
        );
        var between = await ReadAsync(database.Library);
        await transaction.CommitAsync(Stop);

        (await ReadAsync(database.Library)).ShouldBeGreaterThan(between);
    }

    private static async Task<long> ReadAsync(LibraryDatabase database)
    {
        await using var context = database.CreateContext();
        return await LibraryRevision.ReadAsync(context, Stop);
    }

    private static async Task ChangeAsync(LibraryDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
