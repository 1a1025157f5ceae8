using BerryAIGen.Database.Models;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

/// <summary>Which row a file belongs to, under which id, and whose version it is.</summary>
public sealed class IndexIdentityTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Fact]
    public async Task Ids_are_unique_and_collide_with_no_address()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.AddLora("one/Style.safetensors");
        folder.AddLora("two/style.safetensors", seed: 1);
        folder.AddLora("library.safetensors", seed: 2);
        folder.AddLora("雪 (v1).safetensors", seed: 3);
        folder.AddLora("---.safetensors", seed: 4);

        await folder.RunAsync();

        (await folder.RowsAsync())
            .Select(row => row.Id)
            .ShouldBe(["library-model", "model", "style", "style-2", "雪-v1"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sidecar_ties_the_file_to_its_model_and_version(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        foreach (var (name, seed) in new[] { ("a", 0), ("b", 1) })
        {
            var path = folder.AddLora($"{name}.safetensors", seed);
            File.WriteAllText(
                path + ".civitai.json",
                $$"""
                {"schema_version":1,"source":"civitai","source_url":"https://civitai.com/api/download/models/{{22
                    + seed}}",
                 "fetched_at":"2026-01-02T03:04:05Z","model_id":11,"version_id":{{22 + seed}},"file_id":{{33 + seed}},
                 "model_name":"Alien Style","version_name":"v{{seed}}","creator":"ann","trigger_words":["alien"],
                 "hashes":{"sha256":"{{IndexedFolder.Sha256(path)}}"},
                 "model":{"id":11,"name":"Alien Style","description":"<p>Draws <b>aliens</b></p>"},"version":{"id":{{22
                    + seed}} },"file":{"id":{{33 + seed}},"name":"x.safetensors"}
                }
                """
            );
        }

        await folder.RunAsync();

        await using var context = folder.Database.CreateContext();
        var row = await context
            .Registry.Include(row => row.ModelFile!.ModelVersion!.SourceModel)
            .SingleAsync(row => row.Id == "a", Stop);
        (row.Name, row.Creator, row.Description).ShouldBe(("Alien Style", "ann", "Draws aliens"));
        row.TrainedWords.ShouldContain("alien");
        row.Checksum.ShouldBe("sha256:" + IndexedFolder.Sha256(row.LocalPath!));
        row.AutoV2.ShouldBe(row.Sha256![..10]);
        row.DownloadDate.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        row.ModelFile!.SourceId.ShouldBe("33");
        row.ModelFile.ModelVersion!.SourceId.ShouldBe("22");
        row.ModelFile.ModelVersion.SourceModel!.SourceId.ShouldBe("11");
        row.ModelFile.ModelVersion.SourceModel.Body!.ShouldContain("Alien Style");
        (await context.SourceModels.CountAsync(Stop)).ShouldBe(1);
        (await context.ModelVersions.CountAsync(Stop)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_that_was_offered_becomes_local_and_keeps_its_id(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        await folder.Registry.OfferAsync(PredefinedModels.Load(null), IndexedFolder.Machine, Stop);
        var path = folder.AddGguf("downloaded.gguf");
        await folder.ChangeAsync(
            "tinyllama-1.1b-chat-q4",
            row => (row.Sha256, row.Size) = (IndexedFolder.Sha256(path), new FileInfo(path).Length)
        );

        var rows = await folder.Index.RecordAsync([path, folder.Folder.Combine("nothing.gguf")], "download", Stop);

        var row = rows.ShouldHaveSingleItem();
        (row.Id, row.Status, row.LocalPath, row.Origin).ShouldBe(
            ("tinyllama-1.1b-chat-q4", ModelStatus.Local, path, "download")
        );
        row.Name.ShouldBe("TinyLlama 1.1B Chat Q4_K_M");
        row.Metadata.ShouldContain("Apache 2.0");
        (await folder.HistoryAsync(row.Id)).ShouldBe(["download"]);
        (await folder.RunAsync()).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_and_records_at_once_write_each_model_once()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var paths = Enumerable.Range(0, 30).Select(seed => folder.AddLora($"{seed}.safetensors", seed)).ToArray();

        await Task.WhenAll(
            folder.RunAsync(),
            folder.Index.RecordAsync(paths, "download", Stop),
            folder.RunAsync(),
            folder.Index.RecordAsync(paths[..5], "download", Stop)
        );

        (await folder.RowsAsync()).Count.ShouldBe(30);
    }
}
