using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Generation;

/// <summary>The models of a fresh Sandbox: the named ones of the data files and many made from the seed.</summary>
internal static class CatalogueSeed
{
    private const int GeneratedModels = 150;

    /// <summary>Id of the model whose file is as large as the options say.</summary>
    public const int LargeModel = 990001;

    public static Catalogue Create(SandboxOptions options, DateTimeOffset now)
    {
        var named = SeedData.Read<IReadOnlyList<ModelSpec>>("models.json");
        var words = SeedData.Read<SeedWords>("words.json");
        var generated = Enumerable.Range(0, GeneratedModels).Select(i => GeneratedModel.Create(i, options.Seed, words));
        return new Catalogue(new SeedContext(options.Seed, now), named.Concat(generated).Concat(Large(options)));
    }

    private static IEnumerable<ModelSpec> Large(SandboxOptions options)
    {
        if (options.LargeFileBytes is not { } bytes)
            yield break;
        yield return new ModelSpec
        {
            Id = LargeModel,
            Name = "Colossal Condor",
            Creator = "tinroof",
            Downloads = 1,
            Versions =
            [
                new VersionSpec
                {
                    BaseModel = "SDXL 1.0",
                    Files =
                    [
                        new FileSpec
                        {
                            Kilobytes = bytes / 1024,
                            Size = "full",
                            Fp = "fp16",
                        },
                    ],
                },
            ],
        };
    }
}
