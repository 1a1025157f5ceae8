using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Tests.Coverage;

/// <summary>Models of a small library, and what its tables of coverage say.</summary>
internal static class CoverageLibrary
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static void Fill(LibraryContext context)
    {
        const string body = """
            {
              "name": "Ink", "poi": true, "minor": true, "cannotPromote": true, "nsfwLevel": 6, "tags": ["100% style"], "checkpointType": "Merge",
              "availability": "Public", "creator": { "username": "Ann" },
              "modelVersions": [
                { "id": 50, "status": "Published", "publishedAt": "2026-03-01T00:00:00Z", "files": [
                  { "type": "Model", "metadata": { "format": "SafeTensor" }, "hashes": { "AutoV3": "99AABBCC" } }
                ] },
                { "id": 51, "status": "Published", "publishedAt": "2026-04-01T00:00:00Z", "files": [] },
                { "id": 49, "status": "Published", "publishedAt": "2026-01-01T00:00:00Z", "files": [] }
              ]
            }
            """;
        var model = new SourceModelRow
        {
            Source = "civitai",
            SourceId = "5",
            Name = "Ink",
            Type = "LORA",
            Body = body,
        };
        var version = new ModelVersionRow
        {
            SourceId = "50",
            Name = "v1",
            BaseModel = "Pony",
            SourceModel = model,
        };
        var file = new ModelFileRow
        {
            SourceId = "500",
            Name = "ink.safetensors",
            ModelVersion = version,
        };
        var ink = Local("ink", "any");
        (ink.ModelFile, ink.Creator, ink.TrainedWords, ink.Sha256) = (file, "Ann", """["inky"]""", "abcdef0123");
        context.Registry.AddRange(ink, Local("wash", "SDXL 1.0"));
    }

    public static ModelRow Local(string id, string baseModel) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = $"/models/loras/{id}.bin",
            ModelType = "lora",
            BaseModel = baseModel,
        };

    public static Task<GenerationCoverageRow?> RowAsync(TestDatabase database, string id) =>
        AsyncOf(database, context => context.GenerationCoverage.FindAsync([id], Stop));

    public static async Task<T> AsyncOf<T>(TestDatabase database, Func<LibraryContext, ValueTask<T>> read)
    {
        await using var context = database.Library.CreateContext();
        return await read(context);
    }

    public static async Task ChangeAsync(TestDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.Library.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
