using System.Text;
using System.Text.Json;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What lists tell of models, before and after they change.</summary>
public sealed class ListedModelsTests(PostgreSqlServer server)
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_changed_is_found_by_its_new_words_and_counted_anew(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var listing = new ModelListing(database.Library);
        await ChangeAsync(database.Library, context => context.Registry.Add(Forest()));
        var before = await listing.ReadMarkAsync(Stop);
        (await CountAsync("robot")).ShouldBe(new ModelCounts(0, 0, 0));

        await ChangeAsync(
            database.Library,
            context =>
            {
                var row = context.Registry.Single();
                (row.Name, row.Status) = ("Robot", ModelStatus.Local);
            }
        );

        (await CountAsync("robot")).ShouldBe(new ModelCounts(1, 1, 0));
        (await CountAsync("forest")).ShouldBe(new ModelCounts(0, 0, 0));
        (await listing.ReadMarkAsync(Stop)).ShouldNotBe(before);

        await ChangeAsync(database.Library, context => context.Registry.Remove(context.Registry.Single()));
        (await CountAsync("robot")).ShouldBe(new ModelCounts(0, 0, 0));

        async Task<ModelCounts> CountAsync(string words) =>
            (await listing.ReadAsync(new ModelQuery { Search = words }, Stop)).Counts;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_download_shows_how_far_it_is_and_marks_the_list_as_new(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var listing = new ModelListing(database.Library);
        await ChangeAsync(
            database.Library,
            context =>
            {
                var row = Forest();
                row.Status = ModelStatus.Downloading;
                context.Registry.Add(row);
                context.DownloadTasks.Add(
                    new DownloadTaskRow
                    {
                        TaskId = "t",
                        ModelId = row.Id,
                        Reference = "x",
                        Status = DownloadStatus.Downloading,
                        Progress = 0.25,
                    }
                );
            }
        );
        var before = await listing.ReadMarkAsync(Stop);

        (await listing.GetAsync("m1", Stop)).DownloadProgress.ShouldBe(0.25);
        await ChangeAsync(database.Library, context => context.DownloadTasks.Single().Progress = 0.5);

        (await listing.ReadMarkAsync(Stop)).ShouldNotBe(before);
        (await listing.ReadAsync(ModelQuery.All, Stop)).Models.Single().DownloadProgress.ShouldBe(0.5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_tells_of_a_model_what_the_model_itself_tells(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var full = new ModelRow
        {
            Id = "full",
            Name = "Full",
            Provider = "comfyui",
            Size = 5,
            Description = "All of it",
            Capabilities = """["chat","vision"]""",
            Status = ModelStatus.Downloading,
            StatusDetail = StatusDetails.Broken,
            Metadata = """{"parameters":"7B"}""",
            LocalPath = "/models/full.gguf",
            DownloadUrl = "https://example.org/full",
            Checksum = "sha256:" + new string('a', 64),
            DiskUsage = 6,
            LastUsed = at,
            DownloadDate = at.AddDays(1),
            ModelType = "llm",
            BaseModel = "sdxl",
            Format = "gguf",
            Creator = "ann",
            Notes = "mine",
            UserTags = """["good"]""",
            TrainedWords = """["alien"]""",
            Origin = "import",
            PreviewFile = "full.png",
            PreviewLevel = 4,
            VersionGroup = "civitai:5",
        };
        await ChangeAsync(
            database.Library,
            context =>
            {
                context.Registry.AddRange(full, new ModelRow { Id = "bare", Name = "Bare" });
                context.DownloadTasks.Add(
                    new DownloadTaskRow
                    {
                        TaskId = "t",
                        ModelId = "full",
                        Reference = "full",
                        Status = DownloadStatus.Downloading,
                        Progress = 0.5,
                    }
                );
            }
        );
        var listing = new ModelListing(database.Library);

        var listed = (await listing.ReadAsync(ModelQuery.All, Stop)).Models;
        var written = await listing.ReadAsync(
            ModelQuery.All,
            new WrittenModels(model => JsonSerializer.SerializeToUtf8Bytes(model)),
            Stop
        );

        listed.Count.ShouldBe(2);
        written
            .Models.Select(model => Encoding.UTF8.GetString(model.Text.Span))
            .ShouldBe(listed.Select(model => JsonSerializer.Serialize(model)));
        foreach (var model in listed)
            JsonSerializer.Serialize(model).ShouldBe(JsonSerializer.Serialize(await listing.GetAsync(model.Id, Stop)));
        typeof(ModelInfo)
            .GetProperties()
            .Where(member => member.GetValue(listed[1]) is null)
            .Select(member => member.Name)
            .ShouldBeEmpty("All are set in the row above, so that none is forgotten.");
    }

    private static ModelRow Forest() => new() { Id = "m1", Name = "Forest Style n1" };

    private static async Task ChangeAsync(LibraryDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
