using BerryAIGen.Database.Keeping;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class ModelTrashTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_model_whose_file_was_found_before_its_row_was_back_is_one_model_with_all_words(
        DatabaseKind kind
    )
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Notes = "mine");
        using var http = new ProviderHttp(folder.Library.Options.Network);
        var providers = ProviderCatalog.Load(null);
        var loaded = new LoadedModels(
            providers,
            new ProviderSettingsStore(folder.Database, _ => null, TimeProvider.System),
            new ProviderProbing(http, _ => null, TimeProvider.System)
        );
        var trash = new ModelTrash(
            folder.Database,
            folder.Library,
            new MovableModels(providers, loaded),
            folder.Index,
            TimeProvider.System
        );
        var thrown = (await trash.DeleteAsync("a", purge: false, force: false, Stop)).Item.ShouldNotBeNull();
        // As the watcher does between the file's return and its row's.
        await using (var context = folder.Database.CreateContext())
        {
            context.Registry.Add(
                new ModelRow
                {
                    Id = "a-2",
                    Name = "a",
                    LocalPath = path,
                    UserTags = """["found"]""",
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var outcome = (await trash.RestoreAsync([thrown.Id, "never-there"], Stop));

        outcome.Select(one => one.Failure is null).ShouldBe([true, false]);
        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Id, row.LocalPath, row.Status).ShouldBe(("a", path, ModelStatus.Local));
        (row.Notes, row.UserTags).ShouldBe(("mine", """["found"]"""));
        File.Exists(path).ShouldBeTrue();
    }
}
