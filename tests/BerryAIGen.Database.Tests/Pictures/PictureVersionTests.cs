using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>Civitai's versions of the models that pictures name: a hash proves one, a name none.</summary>
public sealed class PictureVersionTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_of_the_same_name_gives_a_picture_no_version_that_stays(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        var (path, hash) = pictures.AddWithLora();
        pictures.Add("bare.png", "Size: 8x8", prompt: "a cat <lora:ink:0.7>");
        await folder.RunAsync();
        await DescribeAsync(folder, "ink", model: 45, version: 123);
        await pictures.RunAsync();

        var named = await pictures.VersionsAsync();
        await folder.ChangeAsync("ink", row => row.Sha256 = hash);
        var hashed = await pictures.VersionsAsync();
        File.Delete(path);
        await folder.RunAsync();
        var gone = await pictures.VersionsAsync();

        named.ShouldBe(["bare.png Present name  0 0", "hash.png Unknown   0 0", "name.png Present name  0 0"]);
        hashed.ShouldBe(["bare.png Present name  0 0", "hash.png Present hash 123 0 0", "name.png Unknown   0 0"]);
        // Of the hash it is known for good.
        gone.ShouldBe(["bare.png Unknown name  0 0", "hash.png Missing hash 123 1 0", "name.png Unknown   0 0"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_Civitai_said_of_a_hash_stays_and_what_a_name_had_left_goes(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        folder.AddLora("ink.safetensors");
        pictures.Add("bare.png", "Size: 8x8", prompt: "a cat <lora:ink:0.7>");
        pictures.Add("name.png", "Lora hashes: \"ink: 0123456789\"");
        pictures.Add("open.png", "Lora hashes: \"ink: 9876543210\"");
        await folder.RunAsync();
        await DescribeAsync(folder, "ink", model: 45, version: 123);
        await pictures.RunAsync();
        await using (var context = folder.Database.CreateContext())
        {
            await context.PictureModels.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.FoundModelId, (long?)45)
                        .SetProperty(row => row.FoundVersionId, (long?)123),
                Stop
            );
            await context
                .PictureModels.Where(row => row.Hash == "0123456789")
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.AskedAt, (DateTime?)DateTime.UnixEpoch)
                            .SetProperty(row => row.FoundVersionId, (long?)77),
                    Stop
                );
        }

        await folder.ChangeAsync("ink", row => row.Notes = "mine");
        var versions = await pictures.VersionsAsync();

        versions.ShouldBe(["bare.png Present name  0 0", "name.png Present name 77 0 0", "open.png Present name  0 0"]);
    }

    // As Civitai describes it, without a hash.
    private static async Task DescribeAsync(IndexedFolder folder, string id, long model, long version)
    {
        await using var context = folder.Database.CreateContext();
        var file = new ModelFileRow
        {
            SourceId = "1",
            Name = "ink.safetensors",
            ModelVersion = new ModelVersionRow
            {
                SourceId = $"{version}",
                Name = "v1",
                UpdatedAt = DateTime.UnixEpoch,
                SourceModel = new SourceModelRow
                {
                    Source = "civitai",
                    SourceId = $"{model}",
                    Name = "Ink",
                    UpdatedAt = DateTime.UnixEpoch,
                },
            },
        };
        context.ModelFiles.Add(file);
        await context.SaveChangesAsync(Stop);
        await folder.ChangeAsync(id, row => row.ModelFileId = file.Id);
    }
}
