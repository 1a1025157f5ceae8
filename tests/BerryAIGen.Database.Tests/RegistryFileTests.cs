using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Exchange;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class RegistryFileTests(PostgreSqlServer server)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_goes_out_comes_in_again(DatabaseKind kind)
    {
        using var one = await IndexedFolder.CreateAsync(kind, server);
        using var other = await IndexedFolder.CreateAsync(kind, server);
        await using (var context = one.Database.CreateContext())
        {
            context.Registry.Add(
                new ModelRow
                {
                    Id = "org/name",
                    Name = "A model 🍓",
                    Provider = "llama-cpp",
                    Size = 669000000,
                    Description = "Small",
                    Capabilities = """["chat"]""",
                    Metadata = """{"parameters":"1.1B","context_length":2048}""",
                    DownloadUrl = "https://example.org/a.gguf",
                    Checksum = "sha256:" + new string('a', 64),
                    Notes = "mine",
                    UserTags = """["t"]""",
                    LastUsed = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var written = JsonSerializer.SerializeToNode(await File(one).ExportAsync(Stop), Form);
        var report = await File(other).ImportAsync(written, Stop);
        var back = JsonSerializer.SerializeToNode(await File(other).ExportAsync(Stop), Form);

        report.Added.ShouldBe(1);
        back!["models"]!.ToJsonString().ShouldBe(written!["models"]!.ToJsonString());
    }

    [Fact]
    public async Task A_known_model_gets_what_it_lacks_and_keeps_what_it_has()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        await using (var context = folder.Database.CreateContext())
        {
            context.Registry.Add(
                new ModelRow
                {
                    Id = "a",
                    Name = "Mine",
                    Notes = "mine",
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var report = await File(folder)
            .ImportAsync(
                JsonNode.Parse(
                    """{"models":{"a":{"name":"Theirs","notes":"theirs","description":"New","checksum":"sha256:placeholder"}}}"""
                ),
                Stop
            );

        report.Completed.ShouldBe(1);
        var row = await folder.RowAsync("a");
        (row.Name, row.Notes, row.Description, row.Checksum).ShouldBe(("Mine", "mine", "New", null));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_a_person_said_goes_out_and_is_kept_again_by_a_library_that_knows_the_file(DatabaseKind kind)
    {
        using var one = await IndexedFolder.CreateAsync(kind, server);
        using var other = await IndexedFolder.CreateAsync(kind, server);
        one.AddLora("style.safetensors");
        other.AddLora("style.safetensors");
        await one.RunAsync();
        await other.RunAsync();
        var change = new ModelChange("Mine", "My words", null, null, ["berry"]);
        await new PersonsModelWords(one.Database, TimeProvider.System).ChangeAsync("style", change, Stop);

        var written = JsonSerializer.SerializeToNode(await File(one).ExportAsync(Stop), Form);
        await File(other).ImportAsync(written, Stop);
        await other.ChangeAsync("style", row => row.DescribedBy = "older rules");
        await other.RunAsync();

        var row = await other.RowAsync("style");
        (row.Name, row.Description, row.TrainedWords).ShouldBe(("Mine", "My words", """["berry"]"""));
        JsonNode.Parse(row.UserFields)!["name"]!.ToString().ShouldBe("Mine");
    }

    [Fact]
    public async Task Nobody_makes_a_row_of_a_provider_by_a_file()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);

        await File(folder)
            .ImportAsync(
                JsonNode.Parse(
                    """[{"id":"held","name":"Held","origin":"ollama"},{"id":"b","name":"B","origin":"import"}]"""
                ),
                Stop
            );

        (await folder.RowAsync("held")).Origin.ShouldBe("registry");
        (await folder.RowAsync("b")).Origin.ShouldBe("import");
    }

    private static RegistryFile File(IndexedFolder folder) => new(folder.Database, folder.Index, TimeProvider.System);
}
