using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Testing;

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
