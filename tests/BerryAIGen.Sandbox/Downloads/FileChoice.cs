using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>Which file of a version is meant (the server's model-helpers and file-display-helpers).</summary>
internal static class FileChoice
{
    private static readonly string[] MainTypes = ["Model", "Pruned Model", "Diffusion Model", "UNet"];

    /// <summary>The file that an address without parameters delivers.</summary>
    public static SeededFile? Primary(SeededVersion version) => Best(version.Files, new WantedFile(), null);

    /// <summary>Training data alone is no file of the version's own.</summary>
    public static bool HasPrimary(SeededVersion version) =>
        version.Files.Any(file => file.Spec.Type != "Training Data");

    /// <summary>The best file for the wishes, then for what the member prefers; ties keep the order of the database.</summary>
    public static SeededFile? Best(IEnumerable<SeededFile> candidates, WantedFile wanted, WantedFile? preferred) =>
        candidates
            .Where(file => wanted.Type is null || file.Spec.Type == wanted.Type)
            .OrderByDescending(file => Score(file.Spec, wanted, preferred))
            .FirstOrDefault();

    /// <summary>Whether the file's metadata says something else than a given parameter.</summary>
    public static bool Contradicts(SeededFile file, WantedFile wanted) =>
        Differs(file.Spec.Format, wanted.Format)
        || Differs(file.Spec.Size, wanted.Size)
        || Differs(file.Spec.Fp, wanted.Fp)
        || Differs(file.Spec.QuantType, wanted.QuantType);

    private static bool Differs(string? has, string? wanted) => has is not null && wanted is not null && has != wanted;

    private static double Score(FileSpec file, WantedFile wanted, WantedFile? preferred) =>
        1000
        + Weigh(file.Format, wanted.Format ?? preferred?.Format ?? "SafeTensor", 100)
        + Weigh(file.Size, wanted.Size ?? preferred?.Size ?? "pruned", 10)
        + Weigh(file.Fp, wanted.Fp ?? preferred?.Fp ?? "fp16", 1)
        + Weigh(file.QuantType, wanted.QuantType ?? preferred?.QuantType ?? "Q4_K_M", 0.5)
        + (MainTypes.Contains(file.Type) ? 1000 : 0);

    private static double Weigh(string? has, string wanted, double weight) =>
        has is null ? 0
        : has == wanted ? weight
        : -weight;
}

/// <summary>What the caller asks for; null where nothing was said.</summary>
internal sealed record WantedFile(
    string? Type = null,
    string? Format = null,
    string? Size = null,
    string? Fp = null,
    string? QuantType = null
);
