using System.Text;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>Whole lists of a library that changed since: what is the same is not written again, and nothing old is told.</summary>
public sealed class WrittenModelsTests(PostgreSqlServer server)
{
    private readonly List<string> _wrote = [];

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_what_changed_is_written_again(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var written = new WrittenModels(Write);
        await ChangeAsync(database, context => context.AddRange(Row("a"), Row("b"), Row("c")));

        (await ListAsync(database, written)).ShouldBe(["a: ", "b: ", "c: "]);
        Wrote().ShouldBe(["a", "b", "c"], ignoreOrder: true);
        (await ListAsync(database, written, new ModelQuery { IsDescending = true })).ShouldBe(["c: ", "b: ", "a: "]);
        Wrote().ShouldBeEmpty();

        await ChangeAsync(
            database,
            context =>
            {
                context.Registry.Single(row => row.Id == "b").Notes = "mine";
                context.Remove(context.Registry.Single(row => row.Id == "c"));
                context.Add(Row("d"));
            }
        );
        (await ListAsync(database, written)).ShouldBe(["a: ", "b: mine", "d: "]);
        Wrote().ShouldBe(["b", "d"], ignoreOrder: true);

        // As it was once, which nobody kept.
        await ChangeAsync(database, context => context.Registry.Single(row => row.Id == "b").Notes = null);
        (await ListAsync(database, written)).ShouldBe(["a: ", "b: ", "d: "]);
        await ChangeAsync(database, context => context.Add(Row("c", "back")));
        (await ListAsync(database, written)).ShouldBe(["a: ", "b: ", "c: back", "d: "]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lists_with_filters_share_what_is_written(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var written = new WrittenModels(Write);
        await ChangeAsync(
            database,
            context =>
            {
                var (one, other) = (Row("a", "it's \"ä\""), Row("b"));
                (one.BaseModel, one.Size, other.Size) = ("it's ä", 5, 50);
                context.AddRange(one, other, Row("c"));
            }
        );
        await ListAsync(database, written);
        Wrote();

        var byText = await ListAsync(database, written, new ModelQuery { BaseModel = "It's ä" });
        var bySize = await ListAsync(database, written, new ModelQuery { MinSize = 6, MaxSize = 51 });
        var none = await ListAsync(database, written, new ModelQuery { Provider = "nobody" });
        var all = await ListAsync(database, written);

        byText.ShouldBe(["a: it's \"ä\""]);
        bySize.ShouldBe(["b: "]);
        none.ShouldBeEmpty();
        all.Count.ShouldBe(3);
        Wrote().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task How_far_a_download_is_is_told_anew_each_time(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var written = new WrittenModels(model => Encoding.UTF8.GetBytes($"{model.DownloadProgress}"));
        // Those that go make room: what is kept is looked through then.
        await ChangeAsync(database, context => context.AddRange(Row("b"), Row("c")));
        await ListAsync(database, written);
        await ChangeAsync(
            database,
            context =>
            {
                var row = Row("a");
                row.Status = ModelStatus.Downloading;
                context.Remove(context.Registry.Single(other => other.Id == "b"));
                context.Remove(context.Registry.Single(other => other.Id == "c"));
                context.Add(row);
                context.Add(
                    new DownloadTaskRow
                    {
                        TaskId = "t",
                        ModelId = "a",
                        Reference = "x",
                        Status = DownloadStatus.Downloading,
                        Progress = 0.25,
                    }
                );
            }
        );

        (await ListAsync(database, written)).ShouldBe(["0.25"]);
        await ChangeAsync(database, context => context.DownloadTasks.Single().Progress = 0.5);
        (await ListAsync(database, written)).ShouldBe(["0.5"]);
    }

    private byte[] Write(ModelInfo model)
    {
        _wrote.Add(model.Id);
        return Encoding.UTF8.GetBytes($"{model.Id}: {model.Notes}");
    }

    private string[] Wrote()
    {
        string[] wrote = [.. _wrote];
        _wrote.Clear();
        return wrote;
    }

    private static ModelRow Row(string id, string? notes = null) =>
        new()
        {
            Id = id,
            Name = id,
            Notes = notes,
        };

    private static async Task<IReadOnlyList<string>> ListAsync(
        TestDatabase database,
        WrittenModels written,
        ModelQuery? query = null
    )
    {
        var page = await new ModelListing(database.Library).ReadAsync(query ?? ModelQuery.All, written, Stop);
        page.Models.Count.ShouldBe(page.Counts.Total);
        return [.. page.Models.Select(model => Encoding.UTF8.GetString(model.Text.Span))];
    }

    private static async Task ChangeAsync(TestDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.Library.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
