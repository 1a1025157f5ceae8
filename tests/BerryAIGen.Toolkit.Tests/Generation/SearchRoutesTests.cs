using BerryAIGen.Database.Models;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Every argument of the search for generating reaches it: with one value it finds the model, with another it does not.</summary>
public sealed class SearchRoutesTests
{
    private const string Told = """
        {
          "name": "Ink", "poi": true, "minor": true, "cannotPromote": true, "nsfwLevel": 6, "tags": ["pen"], "checkpointType": "Merge",
          "availability": "Public", "mode": "Archived", "creator": { "username": "Ann" },
          "modelVersions": [
            { "id": 50, "status": "Published", "publishedAt": "2026-03-01T00:00:00Z", "files": [
              { "type": "Model", "metadata": { "format": "SafeTensor" }, "hashes": { "AutoV3": "99AABBCC" } }
            ] },
            { "id": 51, "status": "Published", "publishedAt": "2026-04-01T00:00:00Z", "files": [] }
          ]
        }
        """;

    // What finds it, and what does not.
    private static readonly (string Finds, string Passes)[] Arguments =
    [
        ("query=inky", "query=watery"),
        ("type=vae,lora", "type=vae"),
        ("ecosystem=Pony", "ecosystem=Flux1"),
        ("base_model=pony", "base_model=SD%201.5"),
        ("checkpoint_type=merge", "checkpoint_type=trained"),
        ("tag=pen", "tag=pencil"),
        ("user=ann", "user=bob"),
        ("status=published", "status=draft"),
        ("availability=public", "availability=private"),
        ("format=safetensor", "format=diffusers"),
        ("hash=99aa", "hash=77bb"),
        ("model_id=5", "model_id=6"),
        ("version_id=50", "version_id=51"),
        ("max_nsfw_level=4", "max_nsfw_level=2"),
        ("last_version_after=1775001600", "last_version_after=1775001601"),
        ("poi=true", "poi=false"),
        ("minor=true", "minor=false"),
        ("cannot_promote=true", "cannot_promote=false"),
        ("can_generate=true", "can_generate=false"),
        ("can_generate=true&at=home", "can_generate=true&at=civitai"),
        ("query=inky&offset=0", "query=inky&offset=1"),
        ("query=inky&limit=1", "query=inky&limit=1&offset=1"),
    ];

    [Fact]
    public async Task Every_argument_decides()
    {
        await using var server = await RunningToolkit.StartAsync();
        await server.WriteAsync(context => context.Registry.Add(Ink()));
        List<string> wrong = [];

        foreach (var (finds, passes) in Arguments)
        {
            if (!await IsFoundAsync(finds) || await IsFoundAsync(passes))
                wrong.Add(finds);
        }

        wrong.ShouldBeEmpty();
        var ink = (await server.GetAsync("/api/generation/search?query=inky"))["items"]![0]!;
        ink["modifier"]!.ToString().ShouldBe("Archived");
        ink["minor"]!.GetValue<bool>().ShouldBeTrue();

        async Task<bool> IsFoundAsync(string argument) =>
            (await server.GetAsync($"/api/generation/search?{argument}"))["items"]!
                .AsArray()
                .Any(item => item!["id"]!.ToString() == "ink");
    }

    private static ModelRow Ink() =>
        new()
        {
            Id = "ink",
            Name = "ink",
            Status = ModelStatus.Local,
            LocalPath = "/models/loras/ink.bin",
            ModelType = "lora",
            BaseModel = "any",
            Creator = "Ann",
            TrainedWords = """["inky"]""",
            ModelFile = new ModelFileRow
            {
                SourceId = "500",
                Name = "ink.safetensors",
                ModelVersion = new ModelVersionRow
                {
                    SourceId = "50",
                    Name = "v1",
                    BaseModel = "Pony",
                    SourceModel = new SourceModelRow
                    {
                        Source = "civitai",
                        SourceId = "5",
                        Name = "Ink",
                        Type = "LORA",
                        Body = Told,
                    },
                },
            },
        };
}
