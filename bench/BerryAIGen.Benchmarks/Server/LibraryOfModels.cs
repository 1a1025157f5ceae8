using BerryAIGen.Database;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Benchmarks.Server;

/// <summary>A database with as many models as a figure needs, named and described as people's are.</summary>
internal static class LibraryOfModels
{
    private const int Batch = 1000;

    private static readonly string[] Manners = Words(
        "dark light epic real anime pony fantasy retro neon soft hyper ultra dream magic cyber film vintage noir pastel vivid"
    );

    private static readonly string[] Things = Words(
        "portrait landscape style mix merge detail skin eyes hands texture city forest ocean dragon robot knight witch dancer boy cat"
    );

    private static readonly string[] Bases = ["SDXL 1.0", "SD 1.5", "Flux.1 D", "Pony", "Illustrious"];

    private static readonly string[] Types = ["lora", "checkpoint", "vae", "controlnet", "embedding"];

    public static async Task CreateAsync(string path, int count)
    {
        var database = LibraryDatabase.Open(path);
        await database.MigrateAsync(CancellationToken.None);
        // The same models in every run.
        var random = new Random(1);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(Batch))
        {
            await using var context = database.CreateContext();
            context.Registry.AddRange(numbers.Select(number => Model(number, random)));
            await context.SaveChangesAsync();
        }

        database.CloseConnections();
    }

    private static ModelRow Model(int number, Random random)
    {
        var (manner, thing, other) = (One(Manners, random), One(Things, random), One(Manners, random));
        var name = $"{manner} {thing} {other} v{random.Next(1, 20)} {number}";
        var isText = number % 10 == 0;
        return new ModelRow
        {
            Id = name.Replace(' ', '-'),
            Name = name,
            Provider = isText ? "llama-cpp" : "comfyui",
            Description = $"A {other} model for {thing}s",
            Creator = $"creator{random.Next(3000)}",
            ModelType = One(Types, random),
            BaseModel = One(Bases, random),
            Architecture = isText ? "llama" : "sdxl",
            Format = isText ? "gguf" : "safetensors",
            Status = number % 4 == 0 ? ModelStatus.Available : ModelStatus.Local,
            LocalPath = number % 4 == 0 ? null : $"/models/loras/{name}.safetensors",
            Size = random.NextInt64(1L << 26, 1L << 34),
            Capabilities = isText ? """["text-generation","chat"]""" : """["image-generation"]""",
            TrainedWords = $"""["{thing}"]""",
            Metadata = isText
                ? """{"parameters":"7B","quantization":"Q4_K_M","context_length":8192,"license":"apache-2.0"}"""
                : """{"license":"other","tags":["style"],"tensor_count":1680}""",
        };
    }

    private static string One(string[] words, Random random) => words[random.Next(words.Length)];

    private static string[] Words(string text) => text.Split(' ');
}
