namespace BerryAIGen.Sandbox.Seeding;

/// <summary>The models of a fresh Sandbox: the named ones of the data files and many made from the seed.</summary>
internal static class CatalogueSeed
{
    private const int GeneratedModels = 150;

    public static Catalogue Create(SandboxOptions options, DateTimeOffset now)
    {
        var named = SeedData.Read<IReadOnlyList<ModelSpec>>("models.json");
        var words = SeedData.Read<SeedWords>("words.json");
        var generated = Enumerable.Range(0, GeneratedModels).Select(i => GeneratedModel.Create(i, options.Seed, words));
        return new Catalogue(new SeedContext(options.Seed, now), named.Concat(generated));
    }
}
