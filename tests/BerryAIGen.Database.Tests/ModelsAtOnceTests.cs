using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What several people and runs say of the same models at once.</summary>
public sealed class ModelsAtOnceTests(PostgreSqlServer server)
{
    // One more than is written at once.
    private const int Models = 501;

    private static readonly DateTime Written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_somebody_does_to_models_while_a_run_looks_at_them_stays_done(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        string[] paths = [.. Enumerable.Range(0, Models).Select(number => folder.AddLora($"m{number}.safetensors"))];
        var gone = folder.AddLora("gone.safetensors", seed: 1);
        await folder.RunAsync();
        foreach (var path in paths)
            File.SetLastWriteTimeUtc(path, Written);
        File.Delete(gone);
        string? thrown = null;

        await folder.RunAsync(
            new Steps(() =>
            {
                if (thrown is not null)
                    return;
                using var context = folder.Database.CreateContext();
                var aside = context.Registry.Single(row => row.Id == "gone");
                aside.StatusDetail = StatusDetails.Quarantined;
                var last = context.Registry.Single(row => row.Id != "gone" && row.ModifiedAt != Written);
                thrown = last.Id;
                context.Registry.Remove(last);
                File.Delete(last.LocalPath!);
                context.SaveChanges();
            })
        );

        thrown.ShouldNotBeNull();
        var rows = await folder.RowsAsync();
        rows.Count.ShouldBe(Models);
        rows.Select(row => row.Id).ShouldNotContain(thrown);
        var put = rows.Single(row => row.Id == "gone");
        (put.Status, put.StatusDetail).ShouldBe((ModelStatus.Local, StatusDetails.Quarantined));
        (await folder.HistoryAsync("gone")).ShouldBe(["indexed"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_two_people_say_of_a_model_at_once_is_both_kept(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        var words = new PersonsModelWords(folder.Database, TimeProvider.System);

        for (var round = 0; round < 20; round++)
        {
            var name = $"Name {round}";
            await Task.WhenAll(
                words.ChangeAsync("a", new ModelChange(name, null, null, null, null), Stop),
                words.ChangeAsync("a", new ModelChange(null, null, null, null, [$"word {round}"]), Stop)
            );

            var row = await folder.RowAsync("a");
            row.UserFields.ShouldContain(name);
            row.UserFields.ShouldContain($"word {round}");
        }
    }

    private sealed class Steps(Action act) : IProgress<RegistryIndexProgress>
    {
        public void Report(RegistryIndexProgress value) => act();
    }
}
