using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What lists tell of pictures beside models and of models that belong together, without a look at the disk.</summary>
public sealed class IndexPreviewTests(PostgreSqlServer server)
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_picture_that_comes_or_goes_is_told_after_the_next_look_and_the_header_is_not_read_again(
        DatabaseKind kind
    )
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var ink = folder.AddLora("ink.safetensors", seed: 1);
        folder.AddLora("wash.safetensors", seed: 2);
        new PngMaker().Save(Path.ChangeExtension(ink, ".preview.png"));
        folder.Write("wash.preview.png", "no picture");
        await folder.RunAsync();
        var first = await HasAsync(folder);

        new PngMaker().Save(Path.Combine(folder.Models, "wash.png"));
        File.Delete(Path.ChangeExtension(ink, ".preview.png"));
        var report = await folder.RunAsync();

        first.ShouldBe([("ink", true), ("wash", false)]);
        (await HasAsync(folder)).ShouldBe([("ink", false), ("wash", true)]);
        (report.Unchanged, report.Changed).ShouldBe((2, 0));
        (await folder.HistoryAsync("ink")).ShouldBe(["indexed"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Files_of_one_model_of_a_source_share_a_group(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("one.safetensors", seed: 1);
        folder.AddLora("two.safetensors", seed: 2);
        folder.AddLora("hub.safetensors", seed: 3);
        folder.AddLora("mine.safetensors", seed: 4);
        folder.Write(
            "one.safetensors.civitai.json",
            Record(
                """
                "source":"civitai","model_id":257749,"version_id":1,"file_id":11
                """
            )
        );
        folder.Write(
            "two.safetensors.civitai.json",
            Record(
                """
                "source":"civitai","model_id":257749,"version_id":2,"file_id":12
                """
            )
        );
        folder.Write(
            "hub.safetensors.civitai.json",
            Record(
                """
                "source":"huggingface","repository":"owner/repo","revision":"main","path":"hub.safetensors"
                """
            )
        );
        await folder.RunAsync();

        var models = (await new ModelListing(folder.Database).ReadAsync(ModelQuery.All, Stop)).Models;

        models
            .Where(model => model.LocalPath is not null)
            .Select(model => (model.Id, model.VersionGroup))
            .ShouldBe(
                [
                    ("hub", "huggingface:owner/repo"),
                    ("mine", null),
                    ("one", "civitai:257749"),
                    ("two", "civitai:257749"),
                ],
                ignoreOrder: true
            );
    }

    private static string Record(string members) => $$"""{"schema_version":1,{{members}}}""";

    private static async Task<IEnumerable<(string, bool)>> HasAsync(IndexedFolder folder)
    {
        var listing = new ModelListing(folder.Database);
        var page = await listing.ReadAsync(ModelQuery.All, Stop);
        foreach (var model in page.Models)
            (await listing.GetAsync(model.Id, Stop)).HasPreview.ShouldBe(model.HasPreview);
        return page
            .Models.Where(model => model.LocalPath is not null)
            .Select(model => (model.Id, model.HasPreview))
            .Order();
    }
}
